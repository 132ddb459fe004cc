import type { Effect } from '#domain/effects';
import type { AtRisk } from '#domain/service/at-risk';
import type { ServiceNews, ServiceView } from '#domain/service/view';
import { section } from '#slack-kit/blocks';
import { named } from '#slack-kit/text';

const found: Record<AtRisk, (team: string) => string> = {
  team_gone: (team) => `${team} is no longer there`,
  nobody_in_it: (team) => `nobody is left in ${team}`,
  lead_gone: (team) => `${team} has lost its lead`,
};

/** The product manager answers for it, and the heads can say who takes it. */
export function react(view: ServiceView, news: ServiceNews[]): Effect[] {
  const { id, service } = view;
  // Only what is so by now is told.
  const last = news.findLast(({ event }) => event.type === 'ServiceOrphaned' || event.type === 'ServiceFoundAgain');
  if (last === undefined || (last.event.type === 'ServiceOrphaned' && service.orphaned === undefined)) return [];
  const text = service.orphaned ? atRisk(view, service.orphaned.because) : someoneAgain(view);
  return accountable(view).map((person) => ({
    kind: 'message',
    key: `${id}/${last.version}/owner/${person}`,
    to: person,
    text,
    blocks: [section(text)],
  }));
}

const accountable = ({ service, organisation }: ServiceView) => [
  ...new Set([service.productManager, ...Object.values(organisation.heads ?? {}).flatMap((heads) => heads ?? [])]),
];

function atRisk({ service }: ServiceView, because: AtRisk): string {
  const { slug, name, owned, orphaned } = service;
  const team = named(owned?.owner ?? 'its owner');
  const standIns = orphaned?.standIns ?? [];
  const meanwhile =
    because === 'lead_gone'
      ? 'Its on-call is asked as before.'
      : `Until then incidents go to ${standIns.length > 0 ? `${standIns.map(named).join(', ')}, to you` : 'you'} and to the incident managers.`;
  return `⚠ *${named(name)} is at risk*: ${found[because](team)}, which owns it. ${meanwhile} It stays theirs until somebody moves it: \`/service transfer ${slug} to <team> emergency\` does that without shadowing, with your yes and that of the team that takes it.`;
}

const someoneAgain = ({ service: { name, owned } }: ServiceView) =>
  `*${named(name)}* is at risk no longer: ${named(owned?.owner ?? 'its owner')} has people who answer for it.`;
