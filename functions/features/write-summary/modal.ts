import type { ModalView } from '@slack/types';
import * as z from 'zod';
import type { ImpactWindow } from '#domain/incident/impact';
import { printOf } from '#domain/postmortem/confirmed';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { PostmortemView } from '#domain/postmortem/view';
import { context, option, section } from '#slack-kit/blocks';
import { totalSaid, windowsSaid } from '#slack-kit/impact-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { asks, blamelessReminder } from '#slack-kit/postmortem-words';
import { quoted } from '#slack-kit/rich';
import { cut, mention, named } from '#slack-kit/text';
import { opened, touched } from '#slack-kit/touched';

export const submitted = 'write-summary-form';
const names = { summary: 'summary', impact: 'impact-confirmed' } as const;
const Carried = z.object({ id: PostmortemId, seen: z.int(), print: z.string(), opened: z.record(z.string(), z.string()) });

/** The summary as it stands, or what it may begin with; `moved`: what somebody else has written meanwhile. */
export type Asked = { view: PostmortemView; summary: string; seen: number; confirmed: boolean; moved?: string };
const longest = 3000;

/** One's own words over somebody else's: Slack keeps what was typed where the block's name stays. */
const asked = (summary: string) =>
  question(
    names.summary,
    'What was the impact on customers? Who, how many, how long?',
    { type: 'plain_text_input', multiline: true, max_length: longest, initial_value: cut(summary, longest) },
    { hint: 'Begun with what is on record: change what you like.' },
  );

export function summaryModal({ view, summary, seen, confirmed, moved }: Asked): ModalView {
  const { id, incident, postmortem, title } = view;
  const { impact, severity, severityPeak } = incident;
  const yes = option('yes', impact.length === 0 ? 'That is right: no customer was hurt' : 'These windows are right');
  const no = option('no', 'Not yet');
  const { incident: number } = postmortem;
  return modal(
    submitted,
    `${number}: summary`,
    moved === undefined ? 'Save' : 'Save mine',
    [
      section(blamelessReminder),
      context(`*${number}: ${named(title)}* · ${asks.p2}`),
      ...(moved === undefined
        ? []
        : [section('Somebody else has written it meanwhile. Nothing was lost: this is theirs, and yours is below.'), quoted(moved)]),
      asked(summary),
      section(impact.length === 0 ? 'No impact is on record.' : `*Customers were hurt*\n${windowsSaid(impact, 20)}\n${totalSaid(impact)}`),
      question(
        names.impact,
        'Are the impact windows right?',
        { type: 'radio_buttons', options: [yes, no], ...(confirmed && { initial_option: yes }) },
        { optional: true, hint: `Not right? /incident impact ${number} corrects them; they are asked about again then.` },
      ),
      context(
        `Severity: ${severity.toUpperCase()}${severity === severityPeak ? '' : `, at worst ${severityPeak.toUpperCase()}`}. \`/incident severity ${number} …\` changes it, with a reason.`,
      ),
      ...(postmortem.impact && !confirmed ? [context(`${mention(postmortem.impact.by)} had confirmed other windows.`)] : []),
    ],
    // What is on record as a summary is only written anew where somebody has changed it.
    { id, seen, print: printOf(impact), ...opened(seen === 0 || moved !== undefined ? [] : [asked(summary)]) } satisfies z.infer<
      typeof Carried
    >,
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  const { id, seen, print } = Carried.parse(JSON.parse(view.private_metadata));
  const changed = touched(view).changed(names.summary);
  return { id, seen, print, changed, words: text(names.summary) ?? '', confirms: choice(names.impact) === 'yes' };
}

type Begun = { title: string; symptoms?: string | undefined; update?: string | undefined; windows: ImpactWindow[] };
/** What is on record, as the beginning of a summary: in the reader's own time. */
export function beginning({ title, symptoms, update, windows }: Begun, written: (at: string) => string, zone: string): string {
  const hurt = windows.map(({ level, from, to }) => `${written(from)} to ${to === null ? 'now' : written(to)}, ${level}`);
  return [
    title,
    ...(symptoms ? [symptoms] : []),
    'Who and how many: ',
    ...(hurt.length === 0 ? ['How long: no impact is on record'] : [`How long (${zone}): ${hurt.join('; ')}`]),
    ...(update ? [`Said last: ${update}`] : []),
  ].join('\n');
}
