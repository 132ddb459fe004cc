import type { Effect } from '#domain/effects';
import type { ServiceNews, ServiceView } from '#domain/service/view';
import { actions, section } from '#slack-kit/blocks';
import { named } from '#slack-kit/text';
import { extendButton, returnButton } from './buttons.ts';

/** Asked of whoever answers for it and of whoever pays for it, once for each date. */
export function react({ id, service }: ServiceView, news: ServiceNews[]): Effect[] {
  const { productManager, budgetHolder, slug, name, owned, fundedUntil } = service;
  const asked = news.findLast(({ event }) => event.type === 'ServiceFundingAsked')?.event;
  // Somebody may have answered before they were asked.
  if (asked?.type !== 'ServiceFundingAsked' || asked.until !== fundedUntil || service.lifecycle !== 'active') return [];
  const text = `The money for features in *${named(name)}* ends on ${asked.until}. Extend it, or return to maintenance mode? Until you say, it stays in active development with ${named(owned?.owner ?? 'its team')}.`;
  const blocks = [section(text), actions(extendButton(slug), returnButton(slug))];
  return [...new Set([productManager, ...(budgetHolder ? [budgetHolder] : [])])].map((person) => ({
    kind: 'message',
    key: `${id}/funding-${asked.until}/${person}`,
    to: person,
    text,
    blocks,
  }));
}
