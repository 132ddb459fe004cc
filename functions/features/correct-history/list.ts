import type { Button, KnownBlock } from '@slack/types';
import * as z from 'zod';
import { type Assertion, history } from '#domain/service/ownership';
import type { RegisteredService } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import { actions, button, context, section } from '#slack-kit/blocks';
import { modelName } from '#slack-kit/incident-words';
import { correctButton, showButton } from '#slack-kit/service-buttons';
import { mention, named, when } from '#slack-kit/text';
import { becauseSaid, solutionSaid } from '#slack-kit/transfer-words';

/** Two stand in one row, so each has its own action id. */
export const turned = /^turn-history:(newer|older)$/;
const Wanted = z.object({ service: ServiceSlug, page: z.int().min(0) });
export type Wanted = z.infer<typeof Wanted>;
export const readWanted = (value: string | undefined): Wanted => Wanted.parse(JSON.parse(value ?? ''));
const turn = (which: 'newer' | 'older', label: string, wanted: Wanted): Button =>
  button(`turn-history:${which}`, label, JSON.stringify(wanted));

export const pageSize = 15;

/** Everybody who owned it, the newest first; and behind them, what was corrected. */
export function list(service: RegisteredService, assertions: Assertion[], page: number): { text: string; blocks: KnownBlock[] } {
  const believed = history(assertions);
  const spans = believed.map((one, index) => ({ one, until: believed[index + 1]?.effectiveFrom })).reverse();
  const gone = assertions.filter(({ version }) => !believed.some((one) => one.version === version)).reverse();
  const rows = [...spans.map(({ one, until }) => span(one, until)), ...gone.map((one) => corrected(one, assertions))];
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const at = Math.min(page, pages - 1);
  const text = `Who owned ${named(service.name)}`;
  return {
    text,
    blocks: [
      section(`*${text}*${pages > 1 ? ` · page ${at + 1} of ${pages}` : ''}`),
      ...(rows.length === 0 ? [section('Nobody is on record.')] : []),
      ...rows.slice(at * pageSize, (at + 1) * pageSize),
      actions(
        ...(at > 0 ? [turn('newer', 'Newer', { service: service.slug, page: at - 1 })] : []),
        ...(at + 1 < pages ? [turn('older', 'Older', { service: service.slug, page: at + 1 })] : []),
        correctButton(service.slug),
        showButton(service.slug, 'Show it'),
      ),
    ],
  };
}

const at = (instant: string) => when(instant, 'day and time');

function span(
  { version, owner, model, solution, effectiveFrom, reason, transfer, supersedes, recordedAt, recordedBy }: Assertion,
  until: string | undefined,
) {
  const how = [modelName[model], ...(solution === 'none' ? [] : [solutionSaid[solution]])].join(', ');
  const why = [...(reason ? [becauseSaid[reason]] : []), ...(transfer ? [transfer] : [])].join(', ');
  const corrects =
    supersedes === undefined ? '' : `\n_corrects entry ${supersedes}, ${at(recordedAt)}${recordedBy ? ` by ${mention(recordedBy)}` : ''}_`;
  return section(
    `*${named(owner)}* from ${at(effectiveFrom)} ${until ? `to ${at(until)}` : 'on'}\n${how}${why ? ` · ${why}` : ''} · entry ${version}${corrects}`,
  );
}

function corrected({ version, owner, effectiveFrom, recordedAt }: Assertion, assertions: Assertion[]) {
  const by = assertions.find(({ supersedes }) => supersedes === version);
  const until = by ? `, until ${at(by.recordedAt)}` : '';
  return context(`Entry ${version}, believed since ${at(recordedAt)}${until}: ${named(owner)} from ${at(effectiveFrom)}`);
}
