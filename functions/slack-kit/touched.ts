import type { InputBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import type { Filled } from './inputs.ts';

/** Six letters for each answer: the answers themselves would not fit beside each other into what a form can carry. */
const size = 6;
function mark(said: string): string {
  // FNV-1a, twice with other beginnings: nobody gains by two answers that look alike, so it need not be strong.
  const hash = (begin: number) =>
    [...said.replaceAll('\r\n', '\n').trim()].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193), begin);
  const letters = (one: number) => (one >>> 0).toString(36).padStart(7, '0').slice(-3);
  return `${letters(hash(0x811c9dc5))}${letters(hash(0x01234567))}`;
}
const marked = (said: readonly (string | null | undefined)[]) => said.flatMap((one) => (one?.trim() ? [mark(one)] : []));

type Element = {
  initial_value?: string;
  initial_user?: string;
  initial_users?: string[];
  initial_option?: { value: string };
};
const asked = ({ element }: InputBlock): string[] => {
  const { initial_value, initial_user, initial_users, initial_option } = element as Element;
  return marked([initial_value, initial_user, initial_option?.value, ...(initial_users ?? [])]);
};

/** What a form was opened with, to be carried in it. */
export const opened = (blocks: ModalView['blocks']): { opened: Record<string, string> } => ({
  opened: Object.fromEntries(blocks.flatMap((block) => ('element' in block ? [[block.block_id ?? '', asked(block).join('')]] : []))),
});

const Carried = z.object({ opened: z.record(z.string(), z.string()).optional() });

/** What somebody did to a form. Two have it open at a time, and each changes only what they have touched. */
export function touched({ private_metadata, state: { values } }: Filled) {
  const { opened: before } = Carried.parse(JSON.parse(private_metadata));
  const shown = (name: string) => before?.[name]?.match(new RegExp(`.{${size}}`, 'g')) ?? [];
  const answered = (name: string) => {
    const { value, selected_user, selected_option, selected_users = [] } = values[name]?.[name] ?? {};
    return marked([value, selected_user, selected_option?.value, ...selected_users]);
  };
  const inOrder = (marks: string[]) => marks.toSorted().join();
  return {
    /** Was its answer changed? One that nothing is known of was. */
    changed: (name: string) => before?.[name] === undefined || inOrder(shown(name)) !== inOrder(answered(name)),
    /** Whom somebody took out of those who were shown, and whom they put in; whoever came meanwhile was not shown. */
    moved<One extends string>(name: string, now: readonly One[], wanted: readonly One[]): { add: One[]; remove: One[] } {
      const were = before?.[name] === undefined ? marked(now) : shown(name);
      return {
        add: wanted.filter((one) => !were.includes(mark(one))),
        remove: now.filter((one) => were.includes(mark(one)) && !wanted.includes(one)),
      };
    },
  };
}

/** A change that leaves out what stays; what is taken away is `undefined` in it. */
export type Changed<Described> = { [Field in keyof Described]?: Described[Field] | undefined };
