import type { PublicEvent } from '#domain/ports';
import type { PublicType } from '#domain/public/schemas';
import type { JsonSchema } from './schemas.ts';
import { when } from './when.ts';

/** The page for people. Every part of it follows from the schemas, so it changes only when they do. */
export function page(schemas: Record<PublicType, JsonSchema>, examples: Record<string, PublicEvent>): string {
  const types = Object.keys(schemas) as PublicType[];
  const [first] = types;
  if (first === undefined) throw new Error('There are no events');
  const { data, ...envelope } = schemas[first].properties ?? {};
  const sections = types.map((type) => section(type, schemas[type], examples[type]));
  return `${[
    '# Events',
    '<!-- Written by `npm run events` from functions/domain/public. Do not edit. -->',
    intro,
    '## The envelope',
    'Every `detail` has these fields.',
    table({ ...schemas[first], properties: envelope }),
    '## Facts',
    'Every event of an incident carries in `data.facts` all that reports need to know of it, as of `aggregate.version`. Keep those of the highest version that you have seen; nothing else is needed, in whatever order they came. Those of a postmortem and of an improvement carry [theirs](#facts-of-a-postmortem).',
    tableOfFacts(schemas[first]),
    `One whole event, as EventBridge delivers it (\`id\`, \`account\` and the like are left out):`,
    json(delivered(examples[first])),
    ...sections.slice(0, types.indexOf('PostmortemRequired')),
    '## Facts of a postmortem',
    'Of whom nothing has been heard is not said: those who were asked and those who answered are counted.',
    tableOfFacts(schemas.PostmortemRequired),
    '## Facts of an improvement',
    tableOfFacts(schemas.ImprovementProposed),
    ...sections.slice(types.indexOf('PostmortemRequired')),
  ].join('\n\n')}\n`;
}

const intro = `What Muster says on the EventBridge bus \`muster\`. The source of each is \`muster\`; the headings below are the detail-types. The same as JSON Schema
(draft 4) stands in [events.schema.json](events.schema.json) and, once deployed, in the schema registry \`muster\`.

- Each comes **at least once and in any order**. \`event_id\` is the same for every copy; \`aggregate.version\` says which came first.
- Schemas only grow. A reader of \`schema_version\` 1 can read every later event of version 1, if it ignores fields that it does not know.
- Ids, codes, times and counts; **never what people wrote**. A private incident's events carry \`private: true\`.
- People are Slack user ids. Times are UTC.
- An event that is replayed from the archive carries \`replay-name\`. Exclude these in a rule that writes to anybody:
  \`{"source": ["muster"], "replay-name": [{"exists": false}]}\`.`;

function section(type: PublicType, schema: JsonSchema, example: PublicEvent | undefined): string {
  const data = schema.properties?.data ?? {};
  const { facts, ...properties } = data.properties ?? {};
  const { facts: _facts, ...shown } = (example?.detail.data ?? {}) as Record<string, unknown>;
  return [
    `## ${type}`,
    when[type],
    ...had(facts && anchor(type), table({ ...data, properties }), Object.keys(properties).length > 0),
    ...(Object.keys(shown).length > 0 || !facts ? [json(shown)] : []),
  ].join('\n\n');
}

const anchor = (type: PublicType) =>
  type.startsWith('Postmortem') ? 'facts-of-a-postmortem' : type.startsWith('Improvement') ? 'facts-of-an-improvement' : 'facts';

function had(facts: string | undefined, rows: string, any: boolean): string[] {
  if (facts === undefined) return ['`data` has:', rows];
  const link = `\`data\` has [\`facts\`](#${facts})`;
  return facts === 'facts' || any ? [`${link} and:`, rows] : [`${link}.`];
}

const tableOfFacts = ({ properties }: JsonSchema): string => {
  const facts = properties?.data?.properties?.facts;
  return facts ? table(facts) : '';
};

const delivered = (event: PublicEvent | undefined) =>
  event && { source: 'muster', 'detail-type': event.detailType, time: event.at, detail: event.detail };
const json = (value: unknown) => ['```json', JSON.stringify(value, null, 2), '```'].join('\n');

function table(schema: JsonSchema): string {
  const rows = fields(schema, '');
  return ['| Field | Type | |', '|---|---|---|', ...rows.map(([name, type, about]) => `| \`${name}\` | ${type} | ${about} |`)].join('\n');
}

/** Fields of fields are rows too: `owner.team`, `asked[].role`. */
function fields({ properties = {}, required = [] }: JsonSchema, before: string): [name: string, type: string, about: string][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const about = [...(required.includes(name) ? [] : ['Optional']), ...(schema.description ? [schema.description] : [])].join('. ');
    const [whole, inner, list] = unwrapped(schema);
    const path = `${before}${name}${list ? '[]' : ''}`;
    return [[`${before}${name}`, whole, about] as [string, string, string], ...(inner ? fields(inner, `${path}.`) : [])];
  });
}

function unwrapped(schema: JsonSchema): [type: string, fieldsOf: JsonSchema | undefined, list: boolean] {
  if (schema.anyOf) {
    const parts = schema.anyOf.map(unwrapped);
    const inner = parts.find(([, one]) => one !== undefined);
    return [parts.map(([type]) => type).join(' or '), inner?.[1], inner?.[2] ?? false];
  }
  if (schema.items) {
    const [type, inner] = unwrapped(schema.items);
    return [`list of ${type}`, inner, true];
  }
  if (schema.properties) return ['object', schema, false];
  if (schema.enum) return [schema.enum.map((one) => `\`${String(one)}\``).join(', '), undefined, false];
  if (schema.format === 'date-time') return ['time', undefined, false];
  return [[schema.type ?? 'anything'].flat().join(' or '), undefined, false];
}
