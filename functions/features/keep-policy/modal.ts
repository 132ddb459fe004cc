import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { Rejection } from '#domain/rejection';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'keep-policy';
const names = { link: 'link', words: 'words' } as const;
const About = z.object({ slug: TeamSlug });
export type Policy = { link?: string | undefined; words: string };

export const policyModal = (slug: TeamSlug, { link, words }: Partial<Policy>): ModalView =>
  modal(
    submitted,
    'Support policy',
    'Set it',
    [
      question(
        names.words,
        'How does the team give support?',
        { type: 'plain_text_input', multiline: true, max_length: 3000, ...(words && { initial_value: words }) },
        { optional: true, hint: 'Where to ask, what to bring, when an answer comes, what it does not do.' },
      ),
      question(names.link, 'Where is it written?', { type: 'url_text_input', ...(link && { initial_value: link }) }, { optional: true }),
    ],
    { slug },
  );

export function read(view: Filled): Policy & { slug: TeamSlug } {
  const { text } = answers(view);
  return { slug: About.parse(JSON.parse(view.private_metadata)).slug, link: address(text(names.link)), words: text(names.words) ?? '' };
}

/** `https://wiki.example/support and then words`. */
export function readLine(said: string): Policy {
  const [, link, words = ''] = /^(https?:\/\/\S+)?\s*([\s\S]*)$/.exec(said.trim()) ?? [];
  return { link: address(link), words };
}

function address(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  const url = z.url({ protocol: /^https?$/ }).safeParse(said);
  if (!url.success) throw new Rejection('no_address', 'That is no address of a page. Nothing has changed; it begins with https://.');
  return url.data;
}
