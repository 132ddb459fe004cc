import type { KnownBlock, ModalView } from '@slack/types';
import { worthAnotherLook } from '#domain/postmortem/wording';
import { context } from './blocks.ts';
import { escaped, mention } from './text.ts';

const mostShown = 5;

/** The author's own words at which they might look again, for them alone: nothing is kept of it, and nothing waits for it. */
export function wordingHint(...said: (string | undefined)[]): KnownBlock[] {
  const found = [...new Set(said.flatMap((words) => worthAnotherLook(words ?? '')))].slice(0, mostShown);
  if (found.length === 0) return [];
  return [context(`Only you see this: ${found.map(shown).join(', ')}. Try 'the person on call' or 'how did it make sense at the time?'`)];
}

/** What was saved, below what its author might look at again. */
export const beneath = (hint: KnownBlock[], view: ModalView): ModalView => ({ ...view, blocks: [...hint, ...view.blocks] });

/** Somebody who is mentioned is called by the name that Slack has for them, never by what their id is. */
function shown(found: string): string {
  const [, person] = /^<?@([UW][A-Z0-9]{3,})(?:\|[^>]*)?>?$/.exec(found) ?? [];
  return person ? mention(person) : `“${escaped(found)}”`;
}
