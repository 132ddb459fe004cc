import type { InputBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import { fnv } from '#domain/fnv';
import type { Filled } from './inputs.ts';

/** Six letters for each answer: the answers themselves would not fit beside each other into what a form can carry. */
const size = 6;
function mark(said: string): string {
  const points = [...said.replaceAll('\r\n', '\n').trim()].map((letter) => letter.codePointAt(0) ?? 0);
  const letters = (one: number) => one.toString(36).padStart(7, '0').slice(-3);
  // Twice with other beginnings.
  return `${letters(fnv(points))}${letters(fnv(points, 0x01234567))}`;
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
