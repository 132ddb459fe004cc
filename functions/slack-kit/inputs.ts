import type { InputBlock, ModalView } from '@slack/types';
import { plain } from './blocks.ts';
import { cut } from './text.ts';

/** One question of a modal. The block and its element share one name, so that its reader needs no second. */
export function question(
  name: string,
  label: string,
  element: InputBlock['element'],
  more: { optional?: boolean; hint?: string } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: plain(label, 2000),
    element: { ...element, action_id: name } as InputBlock['element'],
    ...(more.optional && { optional: true }),
    ...(more.hint && { hint: plain(more.hint, 2000) }),
  };
}

export const modal = (
  callback: string,
  title: string,
  submit: string | undefined,
  blocks: ModalView['blocks'],
  carried?: object,
): ModalView => ({
  type: 'modal',
  callback_id: callback,
  title: plain(title, 24),
  close: plain(submit === undefined ? 'Done' : 'Cancel', 24),
  ...(submit !== undefined && { submit: plain(submit, 24) }),
  blocks,
  ...(carried && { private_metadata: cut(JSON.stringify(carried), 3000) }),
});

type Answered = {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_options?: { value: string }[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_date?: string | null;
  selected_date_time?: number | null;
};
/** What Slack hands back of a filled modal. */
export type Filled = { state: { values: Record<string, Record<string, Answered>> }; private_metadata: string };

/** Asked anew with another answer in it: Slack keeps what stands in a block of the same name, whatever a new view says. */
export const askedAnew = (asked: InputBlock, round: string): InputBlock => ({ ...asked, block_id: `${asked.block_id}:${round}` });

/** Reads the answers by the names of their questions; nothing answered is `undefined`. */
export function answers({ state: { values } }: Filled) {
  const of = (name: string): Answered => values[name]?.[name] ?? Object.values(values).find((block) => name in block)?.[name] ?? {};
  return {
    text: (name: string) => of(name).value?.trim() || undefined,
    choice: (name: string) => of(name).selected_option?.value,
    choices: (name: string) => of(name).selected_options?.map(({ value }) => value) ?? [],
    person: (name: string) => of(name).selected_user ?? undefined,
    people: (name: string) => of(name).selected_users ?? [],
    day: (name: string) => of(name).selected_date ?? undefined,
    /** An instant, in UTC. */
    time: (name: string) => {
      const seconds = of(name).selected_date_time;
      return seconds ? new Date(seconds * 1000).toISOString() : undefined;
    },
  };
}
