import type { Button, KnownBlock } from '@slack/types';
import { Resting } from '#domain/team/team-events';
import type { TeamSlug } from '#domain/team/team-slug';
import { actions, section } from '#slack-kit/blocks';
import { handBackButton } from '#slack-kit/team-buttons';
import { requestButton, showButton } from '#slack-kit/transfer-buttons';

const serving = {
  incident_managers: 'it is who manages incidents when nobody else can be asked',
  service_desk: 'it is the service desk',
  incident_commanders: 'it leads serious incidents',
} as const;

const mostButtons = 8;
const mostNamed = 10;
const joined = (names: string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
const listed = (names: string[]) =>
  joined(names.length <= mostNamed ? names : [...names.slice(0, mostNamed), `${names.length - mostNamed} more`]);
/** The first of each kind, so that every way out is seen, and then the rest. */
const inTurn = <Item>(kinds: Item[][]): Item[] => [...kinds.flatMap((kind) => kind.slice(0, 1)), ...kinds.flatMap((kind) => kind.slice(1))];

/** What rests on it, and a button for each way out. */
export function refusal(slug: TeamSlug, answer: unknown): { text: string; blocks: KnownBlock[] } {
  const { owns, supports, takesBack, incoming, serves } = Resting.parse(answer);
  const why = [
    ...(owns.length > 0 ? [`owns ${listed(owns)}`] : []),
    ...(takesBack.length > 0 ? [`is hand-back team for ${listed(takesBack)}`] : []),
    ...(supports.length > 0 ? [`supports ${listed(supports)}`] : []),
    ...(incoming.length > 0 ? [`is to take over ${listed(incoming)}`] : []),
  ];
  const also = serves.map((what) => `${serving[what]}; the organisation’s settings name another one first`);
  const still = [...(why.length > 0 ? [`${slug} still ${listed(why)}`] : []), ...also];
  const text = `${still.join('. ')}. Move these first. People leave; services don’t.`;
  const buttons: Button[] = inTurn([
    owns.map((service) => requestButton(service, `Transfer ${service}`)),
    takesBack.map((service) => handBackButton(service)),
    supports.map((service) => requestButton(service, `Change who supports ${service}`)),
    incoming.map((transfer) => showButton(transfer)),
  ]).slice(0, mostButtons);
  return { text, blocks: [section(text), ...(buttons.length > 0 ? [actions(...buttons)] : [])] };
}
