import type { PublicEvent } from '#domain/ports';
import type { PublicType } from '#domain/public/schemas';
import type { JsonSchema } from './schemas.ts';

/** When each of them happens. */
const when: Record<PublicType, string> = {
  IncidentDeclared: 'Somebody declared an incident. It is on record, and nothing has followed yet.',
  IncidentReported: 'Somebody declared what is open already: their words are a report of that incident.',
  IncidentRouted: 'It was decided who owns the broken service as of the declaration, and who is asked, in which order.',
  IncidentUnrouted: 'Nobody could be asked, or not one of those asked could be reached.',
  IncidentServiceChanged: 'Somebody said which service it is. It is routed anew.',
  IncidentChannelOpened: 'The incident has its Slack channel.',
  IncidentChannelRefused: 'Slack refused to make the channel. A private incident then has none.',
  IncidentPaged: 'One person was asked by direct message, and this came of it.',
  IncidentEscalated: 'The next rung of the ladder was asked.',
  IncidentAcknowledged: 'Somebody has it.',
  IncidentUnacknowledged: 'Whoever had it gave it back. The question is asked anew, from the first rung.',
  IncidentUpdated: 'Somebody told what is known and what is being done.',
  IncidentUpdateOverdue: 'People had waited long enough for an update, and somebody was reminded.',
  IncidentUpdateSnoozed: 'Somebody put the reminder off.',
  IncidentNoted: 'Somebody put something on the timeline.',
  IncidentTitleChanged: 'It is called something else.',
  IncidentSeverityChanged: 'It is worse, or less bad, than was thought. The peak never falls.',
  IncidentRoleAssigned: 'Somebody took a role, or gave it up (`person` is null).',
  IncidentImpactChanged: 'It was said when customers were hurt, and how much: what was believed before, and what is believed now.',
  IncidentMitigated: 'Customers are no longer hurt. The cause may still be there.',
  IncidentResolved: 'It is over, by a workaround or for good.',
  IncidentReopened: 'It came back within a day of being resolved.',
  IncidentClosed: 'Nothing is left to be done.',
  IncidentCancelled: 'It was a false alarm.',
  IncidentArchived: 'It has been over for some days, and its channel is put away.',
  IncidentWentQuiet: 'Nobody has done anything for a day; it was asked whether it is still going on.',
  IncidentStillGoing: 'Somebody says that it is.',
  IncidentMarkedDuplicate: 'Somebody had declared the same already (`of`), or it is one of its own after all (`of` is null).',
  IncidentDuplicatesChanged: 'Another one is the same as this one, or is not after all.',
  IncidentHandoverAsked: 'A team is asked whether it takes the incident. Who owns the service does not change by it.',
  IncidentHandoverDeclined: 'The team that was asked does not take it, or did not answer in time.',
  IncidentHandedOff: 'It went on to the next level of support, or to a team that takes it.',
  CalloutRecorded: 'Somebody was asked outside of their working hours.',
  IncidentSubscribed: 'Somebody wants to hear of it, here or in a channel.',
  IncidentUnsubscribed: 'Somebody does not want to hear of it any more.',
  IncidentSwarmChanged: 'Somebody brought people in: by name, by their group, or as the on-call of a service.',
  IncidentTeamPaged: "The owning team's own pager was called, and this came of it.",
  IncidentReattributed: 'The history of who owned its service was corrected: it is counted as another team’s from here on.',
  IncidentAnsweredElsewhere: 'Somebody answered in the pager or the monitor, where it cannot be seen who.',
  IncidentAlertCleared: 'A monitor says that what it saw is over.',
  IncidentMadePrivate: 'A public incident is private from here on, for those who are in it.',
  IncidentMessagePinned: 'Somebody put a message on the timeline.',
  IncidentMessageUnpinned: 'A message left the timeline: the last 📌 is gone, or the message is.',
  IncidentMessageDated: 'A message on the timeline tells of another time than it was written.',
  IncidentAccessGranted: 'Somebody in a private incident let one more person in.',
  ServiceRegistered: 'A service is in the catalogue.',
  ServiceChanged: 'What the catalogue says of a service has changed.',
  OwnershipAsserted: 'Somebody put on record who owns a service from when on. A correction names the assertion it supersedes.',
  OwnershipCorrected:
    'What was on record of who owned a service was wrong, and has been told anew. Incidents of that time are attributed anew by events of their own.',
  ServiceLifecycleChanged: 'A service is in another state of its life. Whose it is does not change by it.',
  ServiceTargetsChanged: 'What a service is to reach is another from some time on.',
  SupportModelChanged: 'A service is run in another way.',
  ServiceOrphaned: 'Nobody is left in the team that owns a service.',
  ServiceHandedBack: 'There is money for features again, with the team that has run it meanwhile: whose it is does not change.',
  TransferRequested: 'Somebody wants a service to change hands, or to be run in another way. Whose it is has not changed.',
  GuardrailOverridden: 'Somebody who may do so goes on in spite of what a guardrail has found. Their reason stays in the record.',
  GuardrailCleared: 'What had been overridden is as it should be again.',
  TransferFundingConfirmed: 'The product manager has confirmed the money, and who pays for its being on call.',
  TransferReadinessChanged: 'An item of the checklist is done, waived, or open again.',
  TransferAccepted: 'Somebody of those who are to have it said yes.',
  TransferDeclined: 'Those who were to have it said no. The owner is as before.',
  TransferShadowStarted: 'Those who are to have it are paged too. The owner is as before.',
  TransferShadowPaged: 'Somebody of theirs acknowledged a page while they were learning.',
  TransferAsked: 'Whoever is to answer wants to know something first.',
  MaintenanceLogExported:
    'Whoever takes it for new features can read what happened to it without money for these. The words stay in the record.',
  TransferReplanned: 'It is to be completed at another time.',
  TransferBlocked: 'Somebody tried to complete it, and this kept them from it. The owner is as before.',
  TransferCancelled: 'It was called off. The owner is as before.',
  TransferReminded: 'Nobody had answered, and this is who was asked.',
  TransferExpired: 'Nobody has answered for ten working days. The owner is as before.',
  OwnershipTransferred: 'It is done: from `effective_from` on, the service is theirs, and incidents go to them.',
  TransferReviewed: 'It was looked at how it goes, 30 or 90 days after.',
  TeamCreated: 'A team is in the catalogue.',
  TeamChanged: 'What the catalogue says of a team has changed.',
  TeamRotaSet: 'A team has a rota, or another one.',
  OnCallRotated: 'A week of the rota has begun, or somebody stands in or does so no more, and others are on call than before.',
  OnCallGapDetected: 'Nobody is on call at hours at which somebody has to be; told once to the lead, and once to the product managers.',
  TeamDisbandRefused: 'Somebody wanted to disband a team, and this rests on it still.',
  TeamDisbanded: 'There is no such team any more. Nothing rested on it.',
};

/** The page for people. Every part of it follows from the schemas, so it changes only when they do. */
export function page(schemas: Record<PublicType, JsonSchema>, examples: Record<string, PublicEvent>): string {
  const types = Object.keys(schemas) as PublicType[];
  const [first] = types;
  if (first === undefined) throw new Error('There are no events');
  const { data, ...envelope } = schemas[first].properties ?? {};
  const facts = data?.properties?.facts;
  const sections = types.map((type) => section(type, schemas[type], examples[type]));
  return `${[
    '# Events',
    '<!-- Written by `npm run events` from functions/domain/public. Do not edit. -->',
    intro,
    '## The envelope',
    'Every `detail` has these fields.',
    table({ ...schemas[first], properties: envelope }),
    '## Facts',
    'Every event of an incident carries in `data.facts` all that reports need to know of it, as of `aggregate.version`. Keep those of the highest version that you have seen; nothing else is needed, in whatever order they came.',
    facts ? table(facts) : '',
    `One whole event, as EventBridge delivers it (\`id\`, \`account\` and the like are left out):`,
    json(delivered(examples[first])),
    ...sections,
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
    facts ? '`data` has [`facts`](#facts) and:' : '`data` has:',
    table({ ...data, properties }),
    json(shown),
  ].join('\n\n');
}

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
