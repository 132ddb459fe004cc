import { type IncidentId, incidents } from '#domain/incident/incident';
import type { PersonId } from '#domain/person/person';
import type { Reconciliations, Request } from '#domain/ports';
import { type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { headRef, type Records, type Ref } from '#domain/records';
import { type Team, teamRef } from '#domain/team/team';
import { type Transfer, transferRef } from '#domain/transfer/transfer';
import type { TransferId } from '#domain/transfer/transfer-kind';
import { watching } from './opened.ts';

const asked = 'home-';
/** Somebody's Home is asked for, and not what follows from what happened to the person. */
export const asksForHome = ({ id, because }: Request) => id.startsWith('PERSON-') && because.startsWith(asked);

type Asking = { records: Records; queue: Reconciliations; now: () => string };

/** After a change to a transfer: the Homes of those who may be asked for something in it. */
export async function askForTransferHomes({ records, queue, now }: Asking, id: TransferId, version: number): Promise<void> {
  const [head] = await records.load([transferRef(id)] as Ref<unknown>[]);
  const transfer = head?.value as Transfer;
  if (transfer.state === 'none') return;
  const teams = await records.load([transfer.before.owner, transfer.plan.to].map(teamRef) as Ref<unknown>[]);
  const leads = teams.map(({ value }) => value as Team).flatMap((team) => (team.state === 'active' ? [team.lead] : []));
  const people = await watching(records, [...new Set([transfer.productManager, ...leads])], now());
  await queue.ask(people.map((person) => ({ id: `PERSON-${person}`, lane: 'main', because: `${asked}${id}/${version}` })));
}

/** After a change to an incident: the Homes of those who are in it and may be looking. Each person has a group of their own in the queue. */
export async function askForHomes({ records, queue, now }: Asking, id: IncidentId, version: number): Promise<void> {
  const [head] = await records.load([headRef(incidents, id)]);
  const incident = incidents.state.parse(head?.value);
  if (incident.state === 'none') return;
  const people = await watching(records, incident.insiders, now());
  await queue.ask(people.map((person) => ({ id: `PERSON-${person}`, lane: 'main', because: `${asked}${id}/${version}` })));
}

/** After a change to a postmortem: the Homes of those who have a part in it. */
export async function askForPostmortemHomes({ records, queue, now }: Asking, id: PostmortemId): Promise<void> {
  const [head] = await records.load([postmortemRef(id)] as Ref<unknown>[]);
  const postmortem = head?.value as Postmortem;
  if (postmortem.state === 'none') return;
  const parts = Object.keys(postmortem.people) as PersonId[];
  const people = await watching(records, [...new Set([...(postmortem.owner ? [postmortem.owner] : []), ...parts])], now());
  await queue.ask(people.map((person) => ({ id: `PERSON-${person}`, lane: 'main', because: `${asked}${id}/${head?.version ?? 0}` })));
}
