import type { Effect } from '#domain/effects';
import type { ServiceNews, ServiceView } from '#domain/service/view';
import { actions, section } from '#slack-kit/blocks';
import { showButton } from '#slack-kit/service-buttons';
import { mention, named } from '#slack-kit/text';

/** A team that was given a service by somebody who is not in it learns that at once, from nobody's hearsay. */
export const react = ({ id, service }: ServiceView, news: ServiceNews[]): Effect[] =>
  news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'ServiceRegistered' || event.tell === undefined || event.by === undefined || service.owned === undefined) return [];
    const { slug, name, productManager, owned } = service;
    const text = `${mention(event.by)} has registered *${named(name)}* as \`${slug}\`, and \`${owned.owner}\`, which you lead, owns it from now on: your people are asked when it breaks. If it is not yours, tell ${mention(productManager)}, who answers for it, and ask whoever runs it to take it: \`/service transfer ${slug} to <team>\`.`;
    return [
      {
        kind: 'message',
        key: `${id}/${version}/registered`,
        to: event.tell,
        text,
        blocks: [section(text), actions(showButton(slug, 'Show it'))],
      },
    ];
  });
