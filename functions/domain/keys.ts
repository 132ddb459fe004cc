/** Where everything stands in the table. This is the only file that builds a key; `docs/architecture.md` shows the same as a picture. */

export type Key = Readonly<{ pk: string; sk: string }>;

/** `INC-311`, `SVC-checkout`, `TEAM-payments`, `PERSON-U1`, `PM-311`: the name of one record, safe in a schedule's name and a queue's group. */
export type AggregateId =
  `${'INC' | 'SVC' | 'TEAM' | 'PERSON' | 'GROUP' | 'CHANNEL' | 'ORG' | 'ALERT' | 'XFER' | 'PM' | 'PROMPTS' | 'IMP'}-${string}`;

const partition = (id: AggregateId) => id.replace('-', '#');
/** Whose partition a key stands in: the way back from `headKey`. */
export const aggregateAt = ({ pk }: Key): AggregateId => pk.replace('#', '-') as AggregateId;
const padded = (version: number) => String(version).padStart(6, '0');

export const headKey = (id: AggregateId): Key => ({ pk: partition(id), sk: '@' });
export const eventKey = (id: AggregateId, version: number): Key => ({ pk: partition(id), sk: `E#${padded(version)}` });
export const textKey = (id: AggregateId, text: string): Key => ({ pk: partition(id), sk: `X#${text}` });
export const ledgerKey = (id: AggregateId, effect: string): Key => ({ pk: partition(id), sk: `F#${effect}` });
/** By when it happened, and then by when it was recorded. */
export const timelineKey = (id: AggregateId, happenedAt: string, version: number): Key => ({
  pk: partition(id),
  sk: `T#${new Date(happenedAt).toISOString()}#${padded(version)}`,
});
/** What is known of one message of Slack's that somebody has put on the timeline. */
export const pinnedMessageKey = (id: AggregateId, channel: string, ts: string): Key => ({ pk: partition(id), sk: `M#${channel}#${ts}` });

export const serviceId = (slug: string): AggregateId => `SVC-${slug}`;
export const teamId = (slug: string): AggregateId => `TEAM-${slug}`;
export const personId = (person: string): AggregateId => `PERSON-${person}`;
export const groupId = (group: string): AggregateId => `GROUP-${group}`;
export const channelId = (channel: string): AggregateId => `CHANNEL-${channel}`;
export const organisationId: AggregateId = 'ORG-settings';
export const transferId = (number: number): AggregateId => `XFER-${number}`;
/** A postmortem has the number of its incident. */
export const postmortemId = (number: number): AggregateId => `PM-${number}`;
/** What one person is asked and told of all postmortems. */
export const promptsId = (person: string): AggregateId => `PROMPTS-${person}`;
export const improvementId = (number: number): AggregateId => `IMP-${number}`;

/** An ownership assertion: one item for each, never changed. */
export const ownershipKey = (slug: string, version: number): Key => ({ pk: partition(serviceId(slug)), sk: `OWN#${padded(version)}` });
/** What the service is to reach, and which state of its life it is in, from when on: one item for each word on it, never changed. */
export const targetKey = (slug: string, version: number): Key => ({ pk: partition(serviceId(slug)), sk: `TARGET#${padded(version)}` });
export const lifecycleKey = (slug: string, version: number): Key => ({ pk: partition(serviceId(slug)), sk: `LIFE#${padded(version)}` });
/** By when it was declared. */
export const incidentOfServiceKey = (slug: string, declaredAt: string, incident: AggregateId, version: number): Key => ({
  pk: partition(serviceId(slug)),
  sk: `I#${new Date(declaredAt).toISOString()}#${incident}#${padded(version)}`,
});
/** Those of a month, or of any other beginning of a time. */
export const incidentsOfServiceKey = (slug: string, since: string): Key => ({ pk: partition(serviceId(slug)), sk: `I#${since}` });
/** An incident of what a team owned when it was declared, by when that was. */
export const incidentOfTeamKey = (slug: string, declaredAt: string, incident: AggregateId, version: number): Key => ({
  pk: partition(teamId(slug)),
  sk: `I#${new Date(declaredAt).toISOString()}#${incident}#${padded(version)}`,
});
export const incidentsOfTeamKey = (slug: string, since: string): Key => ({ pk: partition(teamId(slug)), sk: `I#${since}` });
/** Since when what somebody has overridden of a transfer is within its limits again. */
export const relievedKey = (transfer: AggregateId): Key => ({ pk: partition(transfer), sk: 'RELIEVED' });
/** The newest incident of a service that others may join. */
export const latestKey = (slug: string): Key => ({ pk: partition(serviceId(slug)), sk: 'LATEST' });
/** Name, alias, journey, alert key or URL (all normalised) to the service it means. */
export const nameKey = (normalised: string): Key => ({ pk: `NAME#${normalised}`, sk: '@' });
/** The incident whose channel this is. */
export const incidentOfChannelKey = (channel: string): Key => ({ pk: partition(channelId(channel)), sk: 'INCIDENT' });
/** A person's one postmortem message of one local day, and the one reply under it. */
export const dayKey = (person: string, day: string): Key => ({ pk: `DAY#${person}#${day}`, sk: '@' });
/** What somebody has begun to answer and not sent. */
export const answerDraftKey = (postmortem: AggregateId, person: string): Key => ({ pk: partition(postmortem), sk: `D#${person}` });
/** A link, a file or a message that belongs to what happened. */
export const artifactKey = (postmortem: AggregateId, artifact: string): Key => ({ pk: partition(postmortem), sk: `A#${artifact}` });
/** Somebody has pressed Read on what was published. */
export const readerKey = (postmortem: AggregateId, person: string): Key => ({ pk: partition(postmortem), sk: `R#${person}` });
/** The contributing factors of an incident of a service, by when it was declared. */
export const factorsOfServiceKey = (slug: string, declaredAt: string, postmortem: AggregateId, version: number): Key => ({
  pk: partition(serviceId(slug)),
  sk: `FACTORS#${new Date(declaredAt).toISOString()}#${postmortem}#${padded(version)}`,
});
/** Those of a month, or of any other beginning of a time. */
export const factorsSinceKey = (slug: string, since: string): Key => ({ pk: partition(serviceId(slug)), sk: `FACTORS#${since}` });
/** What the organisation calls the conditions that it has added. */
export const ownFactorsKey: Key = { pk: partition(organisationId), sk: 'FACTORS' };
/** An improvement that was proposed for a service, by when. */
export const improvementOfServiceKey = (slug: string, proposedAt: string, improvement: AggregateId): Key => ({
  pk: partition(serviceId(slug)),
  sk: `IMP#${new Date(proposedAt).toISOString()}#${improvement}`,
});
export const improvementsOfServiceKey = (slug: string): Key => ({ pk: partition(serviceId(slug)), sk: 'IMP#' });
/** What became of an improvement that a team was to have done by a day. */
export const plannedOfTeamKey = (team: string, dueOn: string, improvement: AggregateId, version: number): Key => ({
  pk: partition(teamId(team)),
  sk: `PLANNED#${dueOn}#${improvement}#${padded(version)}`,
});
/** Those of a year, or of any other beginning of a day. */
export const plannedOfTeamSinceKey = (team: string, since: string): Key => ({ pk: partition(teamId(team)), sk: `PLANNED#${since}` });
/** How an improvement of a team, or of a person, ended, by when. */
const overKey = (of: AggregateId, at: string, improvement: AggregateId, version: number): Key => ({
  pk: partition(of),
  sk: `OVER#${new Date(at).toISOString()}#${improvement}#${padded(version)}`,
});
export const overOfTeamKey = (team: string, at: string, improvement: AggregateId, version: number): Key =>
  overKey(teamId(team), at, improvement, version);
export const overOfPersonKey = (person: string, at: string, improvement: AggregateId, version: number): Key =>
  overKey(personId(person), at, improvement, version);
export const overOfTeamSinceKey = (team: string, since: string): Key => ({ pk: partition(teamId(team)), sk: `OVER#${since}` });
export const overOfPersonSinceKey = (person: string, since: string): Key => ({ pk: partition(personId(person)), sk: `OVER#${since}` });
/** The improvement whose twin this is in a tracker, by that tracker's own id. */
export const trackedKey = (tracker: string, id: string): Key => ({ pk: `TRACKED#${tracker}#${id}`, sk: '@' });
/** When this person last opened their Home, and what they chose to see there. */
export const homeKey = (person: string): Key => ({ pk: partition(personId(person)), sk: 'HOME' });
/** A request for a transfer that this person has saved for later. */
export const draftKey = (person: string): Key => ({ pk: partition(personId(person)), sk: 'DRAFT' });
/** When Slack last said how this person, group or channel is. */
export const sightingKey = (id: AggregateId): Key => ({ pk: partition(id), sk: 'SEEN' });
/** A call outside of somebody's working hours: each for a query, and the last one for whoever may call them next. */
export const calloutKey = (person: string, at: string, incident: string, generation: number): Key => ({
  pk: partition(personId(person)),
  sk: `CALLOUT#${at}#${incident}#g${generation}`,
});
/** All of them, or those of a month. */
export const calloutsKey = (person: string, month = ''): Key => ({ pk: partition(personId(person)), sk: `CALLOUT#${month}` });
export const lastCalloutKey = (person: string): Key => ({ pk: partition(personId(person)), sk: 'CALLED' });
/** How much of a team's time is meant for improvements, from when on: one item for each word on it, never changed. */
export const improvementShareKey = (team: AggregateId, version: number): Key => ({ pk: partition(team), sk: `SHARE#${padded(version)}` });
/** All that rests on a team. */
export const loadKey = (slug: string): Key => ({ pk: partition(teamId(slug)), sk: 'LOAD' });
/** The team whose Slack user group this is. */
export const teamOfGroupKey = (group: string): Key => ({ pk: partition(groupId(group)), sk: 'TEAM' });
/** A delivery that has been taken; it expires after seven days. */
export const claimKey = (delivery: string): Key => ({ pk: `CLAIM#${delivery}`, sk: '@' });
/** Who comes next, where one of Slack's limits has turned callers away. */
export const lineKey = (name: string): Key => ({ pk: `LINE#${name}`, sk: '@' });
export const counterKey = (name: string): Key => ({ pk: `COUNTER#${name}`, sk: '@' });
/** Who somebody is in another tool, by that tool's own id. */
export const elsewhereKey = (tool: string, id: string): Key => ({ pk: `ELSEWHERE#${tool}#${id}`, sk: '@' });
export const calledElsewhereKey = (person: string, tool: string): Key => ({ pk: partition(personId(person)), sk: `ELSEWHERE#${tool}` });
/** The last import of a catalogue file, and how far it has come. */
export const importKey: Key = { pk: partition(organisationId), sk: 'IMPORT' };
/** The measured facts of one incident, replaced only by those of a higher version. */
export const factKey = (id: AggregateId): Key => ({ pk: `FACT#${id}`, sk: '@' });
export const directoryKey = (shard: number): Key => ({ pk: 'DIRECTORY', sk: String(shard).padStart(2, '0') });
export const directoryShards = 16;
