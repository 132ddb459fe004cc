import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';
import type { ServiceEntry } from '#domain/ports';
import { actions, section } from '#slack-kit/blocks';
import { identifyButton, reopenButton } from '#slack-kit/incident-buttons';
import { modal } from '#slack-kit/inputs';
import { quoted } from '#slack-kit/rich';
import { privately } from '#slack-kit/say';
import { mention, named, when } from '#slack-kit/text';
import { differentButton } from './different.ts';

/** One that may be the same, and for how many minutes it has been over. */
const Same = z.object({ incident: IncidentId, minutes: z.int() });

/** What the acts answered, as it is kept with the claim of the delivery. */
export const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('declared'), known: z.boolean(), same: Same.optional() }),
  z.object({ kind: z.literal('joins'), incident: IncidentId }),
  z.object({ kind: z.literal('reported'), report: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** All that is said to whoever declared. */
export type Told =
  | { kind: 'declared'; id: IncidentId; near?: ServiceEntry[]; same?: z.infer<typeof Same> | undefined }
  | { kind: 'reported'; id: IncidentId; report: string; first: { by: string; title: string; service: string; at: string } };

/** The same delivery is told the same, however late it comes again. */
function blocks(told: Told): KnownBlock[] {
  if (told.kind === 'reported') {
    const { by, title, service, at } = told.first;
    return [
      section(`${mention(by)} opened *${told.id}* on ${named(service)} at ${when(at)}:`),
      quoted(title),
      section('Your words are on its record, and you are brought into its channel.'),
      actions(differentButton(told.id, told.report)),
    ];
  }
  const open = `*${told.id}* is open, the channel is on its way.`;
  if (told.near === undefined) return [section(open), ...sameAs(told)];
  const buttons = told.near.map(({ slug, name }) => identifyButton(told.id, slug, name));
  const ask = buttons.length > 0 ? 'Which service is it? If you know, press.' : 'The service is not known yet.';
  return [section(`${open}\n${ask} Nobody waits for it.`), ...(buttons.length > 0 ? [actions(...buttons)] : [])];
}

/** It may have come back: nothing is lost by having declared it. */
function sameAs({ id, same }: Extract<Told, { kind: 'declared' }>): KnownBlock[] {
  if (same === undefined) return [];
  const ago = same.minutes < 60 ? `${same.minutes} min` : `${Math.floor(same.minutes / 60)} h`;
  return [
    section(
      `Same as *${same.incident}*, resolved ${ago} ago? Then open that one again, and say \`/incident duplicate ${id} of ${same.incident}\` of this one.`,
    ),
    actions(reopenButton(same.incident)),
  ];
}

const summary = (told: Told) => (told.kind === 'reported' ? `Added to ${told.id}.` : `${told.id} is open, the channel is on its way.`);

export const answerInLine = (told: Told) => privately(summary(told), blocks(told));
export const answerInModal = (told: Told) =>
  modal('declared-incident', told.kind === 'reported' ? `Added to ${told.id}` : `${told.id} is open`, undefined, blocks(told));
