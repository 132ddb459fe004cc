import * as z from 'zod';
import { anyText, plain } from './text.ts';

/** The docs say 150 for `value`, Slack's own types 75: what passes here passes both. */
const value = z.string().min(1).max(75);

export const option = z.strictObject({ text: plain(75), value, description: plain(75).optional() });
export const linkOption = z.strictObject({
  text: plain(75),
  value,
  description: plain(75).optional(),
  url: z.string().max(3000).optional(),
});
/** Checkboxes and radio buttons may be written in mrkdwn. */
export const boxOption = z.strictObject({ text: anyText(75), value, description: anyText(75).optional() });

export const options = z.array(option).min(1).max(100);
export const optionGroups = z
  .array(z.strictObject({ label: plain(75), options }))
  .min(1)
  .max(100);

/** What an external select may be answered with; none at all is an answer too. */
export const offered = z.union([
  z.object({ options: z.array(option).max(100) }),
  z.object({ option_groups: z.array(z.strictObject({ label: plain(75), options: z.array(option).max(100) })).max(100) }),
]);

type Choosable = { value: string };
type Chooser = {
  options?: Choosable[] | undefined;
  option_groups?: { options: Choosable[] }[] | undefined;
  initial_option?: Choosable | undefined;
  initial_options?: Choosable[] | undefined;
};

/** Either options or groups of them, and what is chosen at first is among them. */
export function choosesAmongItsOptions(element: Chooser, context: z.RefinementCtx) {
  if ((element.options === undefined) === (element.option_groups === undefined)) {
    context.addIssue({ code: 'custom', path: ['options'], message: 'exactly one of options and option_groups is required' });
  }
  const known = new Set(
    [...(element.options ?? []), ...(element.option_groups ?? []).flatMap(({ options }) => options)].map(({ value }) => value),
  );
  const first = [...(element.initial_option ? [element.initial_option] : []), ...(element.initial_options ?? [])];
  if (first.some(({ value }) => !known.has(value))) {
    context.addIssue({ code: 'custom', path: ['initial_option'], message: 'initial option must be one of the options' });
  }
}
