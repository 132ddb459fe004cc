import type { KnownBlock } from '@slack/types';
import type { Earlier } from '#domain/postmortem/earlier';
import { actions, section } from './blocks.ts';
import { showButton } from './postmortem-buttons.ts';

/** One talk about both is offered: what was learnt the first time is a press away, for whoever may read it. */
export function earlierOffered(earlier: Earlier | undefined): KnownBlock[] {
  if (earlier === undefined) return [];
  const { id, incident, published } = earlier;
  const said = published
    ? `It goes on from ${incident}, whose postmortem is published: what was learnt and chosen there is where to begin.`
    : `It goes on from ${incident}, whose postmortem is still open: one talk can be about both. Where it is, the product manager waives one of them and says so. Otherwise each keeps a meeting of its own: give both the same time, and say \`Held\` in each.`;
  return [section(said), actions(showButton(id, `${id} and its improvements`))];
}
