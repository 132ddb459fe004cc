import type { Button } from '@slack/types';
import * as z from 'zod';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { AnswerKey } from '#domain/postmortem/prompt';
import { button } from './blocks.ts';

/** Conditions that contributed to it. */
export const factorsPressed = 'name-factors';
export const factorsButton = (id: PostmortemId): Button => button(factorsPressed, 'Contributing factors', id);
/** When it was noticed, answered and restored. */
export const momentsPressed = 'say-moment';
export const momentsButton = (id: PostmortemId): Button => button(momentsPressed, 'Say when', id, 'primary');
/** Reads the channel once more for what was put there since. */
export const collectPressed = 'collect-artifacts';
export const collectButton = (id: PostmortemId): Button => button(collectPressed, 'Look in the channel again', id);

/** What stands behind a postmortem's card, page by page: several in a row, so each has its own action id. */
export const Part = z.enum(['card', 'answers', 'artifacts', 'timeline', 'improvements']);
export type Part = z.infer<typeof Part>;
const About = z.object({ id: PostmortemId, part: Part, from: z.coerce.number().int().min(0), key: AnswerKey.optional() });
export type AboutPart = z.infer<typeof About>;
export const partPressed = /^show-postmortem-part:/;
export function partButton(id: PostmortemId, part: Part, label: string, { from = 0, key }: Partial<AboutPart> = {}): Button {
  return button(
    `show-postmortem-part:${[part, ...(key ? [key] : []), from].join(':')}`,
    label,
    [id, part, from, ...(key ? [key] : [])].join(' '),
  );
}
/** What has been in somebody's hands is read anew. */
export function readPart(value = ''): AboutPart {
  const [id, part, from, key] = value.split(' ');
  return About.parse({ id, part, from, key });
}
