import { isObject, type Json, type JsonObject, object, optionalText, text } from '#sandbox/aws/json';
import { arnOf, nameOf, refOf } from './identity.ts';
import { noValue, resolve } from './intrinsics.ts';

export type Resource = { id: string; type: string; name: string; arn: string; properties: JsonObject; metadata: JsonObject };

/** The synthesized stack with everything resolved to what it is called here. The stand-ins are wired from it and from nothing else. */
export type Stack = {
  account: string;
  region: string;
  name: string;
  /** Those of these types; without types, all there are. */
  all(...types: string[]): Resource[];
  byArn(arn: string): Resource | undefined;
  byId(id: string): Resource | undefined;
};

export type Place = { account: string; region: string; stackName: string; origin: string };
export const here = (origin: string): Place => ({ account: '000000000000', region: 'eu-west-1', stackName: 'muster', origin });

export function createStack(template: JsonObject, place: Place): Stack {
  const raw = object(template.Resources);
  const parameters = object(template.Parameters);
  const pseudo: Record<string, Json> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': place.stackName,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${place.stackName}/0`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': noValue,
  };
  const conditions = object(template.Conditions);
  const lookup = {
    ref(id: string): Json {
      if (id in pseudo) return pseudo[id] ?? '';
      if (isObject(parameters[id])) return object(parameters[id]).Default ?? '';
      return refOf(place, one(id));
    },
    attribute(id: string, attribute: string): Json {
      const { type, name, arn, properties } = one(id);
      if (attribute === 'Arn') return arn;
      if (attribute === 'StreamArn') return `${arn}/stream/sandbox`;
      if (attribute === 'QueueName' || attribute === 'Name' || attribute === 'TopicName') return name;
      if (attribute === 'QueueUrl') return refOf(place, { type, name, arn });
      if (attribute === 'ApiEndpoint') return place.origin;
      if (/Arn$/.test(attribute)) return arn;
      return properties[attribute] ?? `${name}.${attribute}`;
    },
    condition: (name: string): boolean => resolve(conditions[name] ?? false, lookup) === true,
    mapping: (name: string, first: string, second: string): Json => object(object(object(template.Mappings)[name])[first])[second] ?? '',
  };
  const identities = new Map<string, { type: string; name: string; arn: string; properties: JsonObject }>();
  function one(id: string) {
    const known = identities.get(id);
    if (known) return known;
    const resource = raw[id];
    if (!isObject(resource)) throw new Error(`The template refers to ${id}, which it does not define.`);
    const type = text(resource.Type);
    const properties = object(resource.Properties);
    const named = { type, name: '', arn: '', properties: {} as JsonObject };
    identities.set(id, named);
    named.name = nameOf(place, id, type, (property) =>
      optionalText(resolve(properties[property] ?? noValue, lookup))?.replace(noValue, ''),
    );
    named.arn = arnOf(place, id, type, named.name, (property) => text(resolve(properties[property] ?? '', lookup)));
    return named;
  }
  const wanted = Object.entries(raw).filter(([, resource]) => {
    const condition = optionalText(object(resource).Condition);
    return condition === undefined || lookup.condition(condition);
  });
  const resources = wanted.map(([id, resource]): Resource => {
    const { type, name, arn } = one(id);
    return {
      id,
      type,
      name,
      arn,
      properties: object(resolve(object(resource).Properties ?? {}, lookup)),
      metadata: object(object(resource).Metadata),
    };
  });
  const arns = new Map(resources.map((resource) => [resource.arn, resource]));
  return {
    account: place.account,
    region: place.region,
    name: place.stackName,
    all: (...types) => resources.filter(({ type }) => types.length === 0 || types.includes(type)),
    byArn: (arn) => arns.get(arn),
    byId: (id) => resources.find((resource) => resource.id === id),
  };
}
