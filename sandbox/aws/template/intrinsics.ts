import { isObject, type Json, list, object, text } from '#sandbox/aws/json';

export type Lookup = {
  /** What `Ref` answers for a resource, a parameter or a pseudo parameter. */
  ref(id: string): Json;
  attribute(id: string, name: string): Json;
  condition(name: string): boolean;
  mapping(name: string, first: string, second: string): Json;
};

/** Marks a property that is to be left out (`AWS::NoValue`). */
export const noValue = '\u0000AWS::NoValue';

/** Replaces CloudFormation's intrinsic functions by what they stand for here. */
export function resolve(value: Json, lookup: Lookup): Json {
  if (Array.isArray(value)) return value.map((one) => resolve(one, lookup)).filter((one) => one !== noValue);
  if (!isObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0) {
    const argument = value[name] ?? null;
    if (name === 'Ref') return lookup.ref(text(argument));
    if (name === 'Condition' && typeof argument === 'string') return lookup.condition(argument);
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(argument, lookup);
    if (name.startsWith('Fn::'))
      throw new Error(`The sandbox does not know ${name}; sandbox/aws/template/intrinsics.ts is the place to add it.`);
  }
  const resolved = Object.entries(value).map(([key, one]) => [key, resolve(one, lookup)] as const);
  return Object.fromEntries(resolved.filter(([, one]) => one !== noValue));
}

const items = (value: Json, lookup: Lookup) => list(resolve(value, lookup));

const intrinsics: Record<string, (argument: Json, lookup: Lookup) => Json> = {
  'Fn::GetAtt': (argument, lookup) => {
    const [id = '', ...path] = Array.isArray(argument) ? argument.map(text) : text(argument).split('.');
    return lookup.attribute(id, path.join('.'));
  },
  'Fn::Join': (argument, lookup) => {
    const [separator, parts] = list(argument);
    return items(parts ?? [], lookup)
      .map(text)
      .join(text(separator));
  },
  'Fn::Sub': (argument, lookup) => {
    const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
    const names = object(resolve(given ?? {}, lookup));
    return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in names) return text(names[name]);
      const [id = '', ...path] = name.split('.');
      return text(path.length > 0 ? lookup.attribute(id, path.join('.')) : lookup.ref(id));
    });
  },
  'Fn::Select': (argument, lookup) => {
    const [index, from] = list(argument);
    return items(from ?? [], lookup)[Number(text(resolve(index ?? 0, lookup)))] ?? '';
  },
  'Fn::Split': (argument, lookup) => {
    const [separator, from] = list(argument);
    return text(resolve(from ?? '', lookup)).split(text(separator));
  },
  'Fn::If': (argument, lookup) => {
    const [condition, yes, no] = list(argument);
    return resolve((lookup.condition(text(condition)) ? yes : no) ?? null, lookup);
  },
  'Fn::Equals': (argument, lookup) => {
    const [left, right] = items(argument, lookup);
    return text(left) === text(right);
  },
  'Fn::Not': (argument, lookup) => items(argument, lookup)[0] !== true,
  'Fn::And': (argument, lookup) => items(argument, lookup).every((one) => one === true),
  'Fn::Or': (argument, lookup) => items(argument, lookup).some((one) => one === true),
  'Fn::FindInMap': (argument, lookup) => {
    const [name, first, second] = items(argument, lookup).map(text);
    return lookup.mapping(name ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, lookup) => Buffer.from(text(resolve(argument, lookup))).toString('base64'),
  'Fn::GetAZs': (_, lookup) => ['a', 'b', 'c'].map((zone) => `${text(lookup.ref('AWS::Region'))}${zone}`),
};
