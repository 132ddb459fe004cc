import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { Rejection } from '#domain/rejection';
import { usualShare } from '#domain/team/improvement-share';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'keep-policy';
const names = { link: 'link', words: 'words', share: 'share' } as const;
const About = z.object({ slug: TeamSlug });
export type Policy = { link?: string | undefined; words?: string | undefined; share?: number | undefined };

export const policyModal = (slug: TeamSlug, { link, words, share }: Policy): ModalView =>
  modal(
    submitted,
    'Team policy',
    'Set it',
    [
      question(
        names.words,
        'How does the team give support?',
        { type: 'plain_text_input', multiline: true, max_length: 3000, ...(words && { initial_value: words }) },
        { optional: true, hint: 'Where to ask, what to bring, when an answer comes, what it does not do.' },
      ),
      question(names.link, 'Where is it written?', { type: 'url_text_input', ...(link && { initial_value: link }) }, { optional: true }),
      question(
        names.share,
        'How much of its time is meant for improvements after incidents?',
        { type: 'plain_text_input', max_length: 6, initial_value: String(share ?? usualShare) },
        {
          optional: true,
          hint: 'Percent, for example 20: a fifth of the developers’ time. From today on; what was so until now stays on record.',
        },
      ),
    ],
    { slug },
  );

export function read(view: Filled): Policy & { slug: TeamSlug } {
  const { text } = answers(view);
  return {
    slug: About.parse(JSON.parse(view.private_metadata)).slug,
    link: address(text(names.link)),
    words: text(names.words) ?? '',
    share: percentSaid(text(names.share)),
  };
}

/** What is no share at all the rule says. */
const percentSaid = (said: string | undefined): number | undefined =>
  said === undefined ? undefined : /^\d{1,3}\s*%?$/.test(said) ? Number.parseInt(said, 10) : Number.NaN;

/** `https://wiki.example/support and then words`, or `improvements 25 %`. */
export function readLine(said: string): Policy {
  const [, share] = /^improvements\s+(\S{1,6}(?:\s*%)?)$/i.exec(said.trim()) ?? [];
  if (share !== undefined) return { share: percentSaid(share) };
  const [, link, words = ''] = /^(https?:\/\/\S+)?\s*([\s\S]*)$/.exec(said.trim()) ?? [];
  return { link: address(link), words };
}

function address(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  const url = z.url({ protocol: /^https?$/ }).safeParse(said);
  if (!url.success) throw new Rejection('no_address', 'That is no address of a page. Nothing has changed; it begins with https://.');
  return url.data;
}
