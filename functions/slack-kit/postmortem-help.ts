import { section } from './blocks.ts';
import { privately } from './say.ts';

/** What each verb of `/postmortem` takes, said by example. */
export const usage = {
  show: '`/postmortem show` in an incident channel, or `/postmortem show INC-311` anywhere: what is known, what is missing, and the buttons for all of it.',
  answer:
    '`/postmortem answer` in an incident channel, or `/postmortem answer INC-311` anywhere: opens the questions that are yours, with what you have written so far.',
  assign:
    '`/postmortem assign INC-311 @asha` makes somebody its owner, `… facilitator @lena` its facilitator. Driving it is no punishment, and nobody writes it alone.',
  held: '`/postmortem held INC-311` says that the meeting took place; `… held yesterday 14:00` says when.',
  waive:
    '`/postmortem waive INC-311 meeting: we talked it through in the channel` does without the meeting: the facilitator and the product manager both say so. `/postmortem waive INC-311 the same as INC-298, nothing new` does without the postmortem: the product manager alone, with a reason.',
  export:
    '`/postmortem export INC-311` gives the document as it stands, as Markdown or JSON. Once it is published, it is the canvas of its channel too, where the workspace has canvases.',
  improvements:
    '`/postmortem improvements` shows yours, `… team home-mpt` a team’s, `… service checkout` a service’s, in the order in which they come. `… done`, `… declined` and `… over` list what has ended. `… add INC-311 …` proposes one.',
  list: '`/postmortem list` shows those that are open and that you may read; `… mine`, `… overdue`, `… service checkout`. `… closed` lists those that are published, `… waived` those that were waived.',
} as const;
export type PostmortemVerb = keyof typeof usage;

/** The verb was understood and the rest was not; `first`: what was not. */
export const postmortemHelp = (verb: PostmortemVerb, first?: string) =>
  first === undefined
    ? privately(usage[verb], [section(usage[verb])])
    : privately(`${first} Nothing has changed. ${usage[verb]}`, [section(`${first} Nothing has changed.`), section(usage[verb])]);
