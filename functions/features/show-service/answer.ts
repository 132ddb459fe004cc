import type { KnownBlock } from '@slack/types';
import type { ServiceSeen } from '#domain/service/looking';
import { actions, context, section } from '#slack-kit/blocks';
import { showButton } from '#slack-kit/service-buttons';
import { escaped, mention, named, when } from '#slack-kit/text';
import { onCallSaid, ownerName } from './card.ts';

/** "Whose is it?": the owner, who is on call, and who answers for it. */
export function whose(view: ServiceSeen, said: string): { text: string; blocks: KnownBlock[] } {
  const { service, ownership, looked, now, former } = view;
  const then = looked.at !== now || looked.believedAt !== undefined;
  const leads = said.toLowerCase() === service.slug || said === service.name ? '' : `“${escaped(said)}” leads to `;
  const was = then ? `was, ${when(looked.at, 'day and time')},` : 'is';
  const owner = ownership ? `owned by *${ownerName(view)}* (\`${ownership.owner}\`)` : 'owned by *nobody on record*';
  const text = `${leads}*${named(service.name)}* ${was} ${owner}.`;
  return {
    text,
    blocks: [
      section(text),
      section(
        `*On call${then ? ' then' : ''}* ${onCallSaid(view).replace('\n', ', ')}\n*Product manager* ${mention(service.productManager)}`,
      ),
      ...(former ? [context(`Built by ${named(former.name)}: ask there, until ${when(former.until, 'day and time')}.`)] : []),
      ...(looked.believedAt ? [context(`As it was believed to be ${when(looked.believedAt, 'day and time')}.`)] : []),
      actions(showButton(service.slug, 'Show it')),
    ],
  };
}
