import type { KnownBlock } from '@slack/types';
import { following, type Lifecycle } from '#domain/service/lifecycle';
import type { RegisteredService } from '#domain/service/service';
import { actions, context, section } from '#slack-kit/blocks';
import { lifecycleButton, showButton } from '#slack-kit/service-buttons';
import { lifecycleName } from '#slack-kit/service-words';
import { named } from '#slack-kit/text';

export const meaning: Record<Lifecycle, string> = {
  pre_live: 'Being built: no customers',
  active: 'Live, and funded for features',
  maintenance_mode: 'Live, no money for features: upgrades, patches and fixes go on',
  deprecated: 'Live, and the day of its retirement is announced',
  retired: 'Switched off',
};

const moneySaid = ({ fundingEndedOn, fundedUntil }: RegisteredService) =>
  `${fundingEndedOn ? `, funding ended ${fundingEndedOn}` : ''}${fundedUntil ? `, funded until ${fundedUntil}` : ''}`;

export function shown(service: RegisteredService): { text: string; blocks: KnownBlock[] } {
  const text = `*${named(service.name)}* is ${lifecycleName[service.lifecycle]}${moneySaid(service)}.`;
  const next = following(service.lifecycle).map((to) => `\`${to}\` (${lifecycleName[to]})`);
  return {
    text,
    blocks: [
      section(text),
      context(next.length === 0 ? 'Nothing follows on that.' : `What may follow: ${next.join(', ')}.`),
      actions(lifecycleButton(service.slug), showButton(service.slug, 'Show it')),
    ],
  };
}

export function nowSo(service: RegisteredService, changed: boolean): { text: string; blocks: KnownBlock[] } {
  const { text, blocks } = shown(service);
  const kept = service.lifecycle === 'maintenance_mode' ? ' Its targets, its paging and its reviews go on as before.' : '';
  const owner = service.owned ? ` It stays with ${named(service.owned.owner)}.` : '';
  return { text, blocks: [section(changed ? `From now on it is so.${owner}${kept}` : 'That is so already.'), ...blocks] };
}
