import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partOfHarrow } from './part-of-harrow.ts';
import { type Answer, effectOf, type Message, textOf, type World } from './world.ts';

/** Home Products as the scenarios have it: somebody is on call for it every week, Dev in the week of 23 March 2026. */
export function homeIsReady(more: { teams?: string[]; services?: string[]; people?: string[] } = {}) {
  const part = partOfHarrow({
    teams: ['team-bedroom', 'home-mpt', ...(more.teams ?? [])],
    services: ['bedroom', 'appointments', 'lighting', ...(more.services ?? [])],
    people: ['tom', 'lena', ...(more.people ?? [])],
  });
  const rota = { starts: '2025-01-13', hand_over: '10:00', order: ['jonas', 'siobhan', 'dev'], away: [] };
  const teams = part.teams.map((team) => (team.slug === 'home-mpt' ? { ...team, rota } : team));
  const file = join(mkdtempSync(join(tmpdir(), 'muster-transfer-')), 'catalogue.yaml');
  // JSON is YAML as well.
  writeFileSync(file, JSON.stringify({ ...part, teams }));
  return file;
}

/** Acting on a transfer, over the sandbox's HTTP interface and nothing else. */
export const transferring = (world: World) => {
  /** What was sent to this person for that effect of a transfer. */
  const sentTo = async (user: string, effect: string) =>
    (await world.inbox(user)).messages.filter((message) => effectOf(message)?.startsWith(effect));
  const pressesIn = async (user: string, message: Message | undefined, action: string) =>
    world.presses(user, { channel: (await world.inbox(user)).channel, ts: message?.ts ?? '' }, action);
  return {
    sentTo,
    /** A button of the newest direct message of that effect. */
    answers: async (user: string, effect: string, action: string): Promise<Answer> =>
      pressesIn(user, (await sentTo(user, effect)).at(-1), action),
    /** What stands in a channel for that effect, as it is now. */
    stands: async (channel: string, effect: string) => textOf((await world.said(channel, effect))[0]?.blocks),
    /** An item of the checklist is done, by its button in the thread. */
    checks: async (user: string, id: string, item: string, values: Record<string, unknown> = {}, channel = '#team-home-mpt') => {
      const [list] = await world.said(channel, `${id}/checklist`);
      const { id: at } = await world.channel(channel.slice(1));
      const { view } = await world.presses(user, { channel: at, ts: list?.ts ?? '' }, 'check-readiness', { value: `${id} ${item}` });
      return world.submits(user, view, values);
    },
    words: async (channel: string, effect: string) => (await world.said(channel, effect)).map(({ text }) => text),
  };
};

/** A page at which one can see that an item is so. */
export const shownAt = (item: string) => `https://wiki.example.com/${item}`;

/** What has to be so and is not the product manager's word. */
export const musts = [
  'runbook_run',
  'trivial_change_deployed',
  'alerts_reach_receiver',
  'access',
  'dependencies_and_suppliers',
  'known_defects_handed_over',
  'libraries_supported',
  'two_people_can_change_it',
  'contact_and_hand_back',
  'no_open_incidents_or_reviews',
];

/** Bedroom goes to Home Products on 30 March at ten in London: asked for, paid for, ready, accepted, and Dev has taken a test page. */
export async function shadowing(world: World): Promise<void> {
  const on = transferring(world);
  const id = 'XFER-1';
  const { view } = await world.commands('@marek', '/service', 'transfer bedroom to home-mpt on 30 Mar 10:00 because the campaign is over');
  await world.submits('@marek', view);
  await world.settle();
  const funding = await on.answers('@priya', `${id}/funding`, 'confirm-funding');
  await world.submits('@priya', funding.view, { ended: '2026-03-31', payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
  for (const item of musts) await on.checks('@omar', id, item, { status: 'done', evidence: shownAt(item) });
  await world.passes(60);
  await on.answers('@omar', `${id}/answer`, 'answer-transfer-accept');
  await world.settle();
  await on.answers('@omar', `${id}/shadow`, 'shadow-transfer');
  await world.settle();
  await on.answers('@dev', `${id}/test-page`, 'shadow-transfer-page');
  await world.settle();
}
