import type { KnownBlock } from '@slack/types';
import { targetsOf } from '#domain/service/changing';
import { suggestedTarget, tolerableLoss } from '#domain/service/downtime';
import type { RegisteredService } from '#domain/service/service';
import { actions, context, section } from '#slack-kit/blocks';
import { targetsButton } from '#slack-kit/service-buttons';
import { percent, targetsSaid } from '#slack-kit/service-words';
import { mention, named } from '#slack-kit/text';

/** What it is to reach, and what that allows. */
export function shown(service: RegisteredService): { text: string; blocks: KnownBlock[] } {
  const { slug, name, productManager, delegate } = service;
  const text = `*${named(name)}*: ${targetsSaid(targetsOf(service)).join(', ')}`;
  const decides = delegate ? `, who has nominated ${mention(delegate)} to decide` : '';
  return {
    text,
    blocks: [
      section(`*${named(name)}*\n${targetsSaid(targetsOf(service)).join('\n')}`),
      ...suggestion(service),
      context(`${mention(productManager)} answers for them${decides}. Deployments and lead time are measured, not promised.`),
      actions(targetsButton(slug)),
    ],
  };
}

/** What an hour of being down can cost says how much is worth it. */
export function suggestion({ maxExposurePerHour, availabilityTarget }: RegisteredService): KnownBlock[] {
  if (maxExposurePerHour === undefined) return [];
  const { amount, currency } = maxExposurePerHour;
  const money = (value: number) => `${currency} ${value.toLocaleString('en', { maximumFractionDigits: 0 })}`;
  const suggested = suggestedTarget(amount);
  const loss =
    availabilityTarget === undefined
      ? ''
      : ` At ${percent(availabilityTarget)} up to ${money(tolerableLoss(amount, availabilityTarget))} may be lost in a week.`;
  const differs = suggested === availabilityTarget ? '' : ` That is usually worth ${percent(suggested)}.`;
  return [context(`An hour of its being down can cost ${money(amount)}.${differs}${loss}`)];
}

/** From now on it is so; an extra nine is said to be what it is. */
export function nowSo(service: RegisteredService, before: number | undefined, changed: boolean): { text: string; blocks: KnownBlock[] } {
  const { availabilityTarget: now } = service;
  const nines = (target: number) => Math.log10(100 / (100 - target));
  const raised = changed && now !== undefined && before !== undefined && nines(now) - nines(before) > 0.6;
  const { text, blocks } = shown(service);
  return {
    text,
    blocks: [
      section(changed ? 'From now on:' : 'That is so already:'),
      ...blocks,
      ...(raised ? [context('⚠ Another nine is about ten times the effort: on call, failure design, and how it is changed.')] : []),
    ],
  };
}
