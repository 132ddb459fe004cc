import { ongoing } from '#domain/incident/impact';
import { type AggregateId, textKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { isImpactConfirmed, printOf } from '#domain/postmortem/confirmed';
import { beforePublishing, knowing, notYoursToPutDown } from '#domain/postmortem/known';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';

const nowhere: AggregateId = 'PM-0';
export const summaryText = 'summary';
/** Nothing but the version of the words: they are replaced, never read, by whoever decides. */
export const summaryRef = (id: AggregateId | undefined): Ref<undefined> => ({
  key: textKey(id ?? nowhere, summaryText),
  read: () => undefined,
});

/** `seen`: which version of the summary stood in the form; left out where nothing is said of it. */
export type WriteSummary = { by: PersonId; at: string; words: string; seen: number };
type Facts = Parties & { summary: undefined };
/** Somebody else has written it meanwhile: nothing was overwritten. */
export type Written = { moved: true };

/** Who was hurt, how many, and for how long; by whoever drives it. */
export const writeSummary: Act<Postmortem, Facts, WriteSummary, PostmortemEvent> = {
  facts: (postmortem, { by }, _, id) => ({ ...partyRefs(postmortem, by), summary: summaryRef(id) }),
  decide(postmortem, facts, { by, at, words, seen }, { versions }) {
    const known = actingAs(postmortem, by, facts, knowing, notYoursToPutDown);
    beforePublishing(known.postmortem);
    if (words.trim() === '')
      throw new Rejection('no_summary', 'A summary says in a few words who was hurt, how many, and for how long. Nothing has changed.');
    if (versions.summary !== seen) return { events: [], answer: { moved: true } satisfies Written };
    return {
      events: [{ type: 'PostmortemSummaryWritten', at, by, textId: summaryText }],
      texts: [{ id: summaryText, by, body: words.trim(), expected: versions.summary }],
    };
  },
};

/** `print`: of the windows that somebody had before them. */
export type ConfirmImpact = { by: PersonId; at: string; print: string };

/** The impact windows are as they should be, or no customer was hurt: as of these windows and no others. */
export const confirmImpact: Act<Postmortem, Parties, ConfirmImpact, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(postmortem, facts, { by, at, print }, { versions }) {
    const known = actingAs(postmortem, by, facts, knowing, notYoursToPutDown).postmortem;
    const open = beforePublishing(known);
    const { incident } = facts;
    if (incident.state === 'none' || isImpactConfirmed(open, incident.impact)) return [];
    if (ongoing(incident.impact))
      throw new Rejection(
        'still_hurt',
        `One of the windows goes on still. Nothing has changed; \`/incident impact ${open.incident} none\` says that it is over, and then they can be confirmed.`,
      );
    if (printOf(incident.impact) !== print)
      throw new Rejection(
        'impact_moved',
        'The impact windows were changed while you looked at them. Nothing has changed; look at them again and confirm them then.',
      );
    return [{ type: 'PostmortemImpactConfirmed', at, by, windows: incident.impact.length, incidentVersion: versions.incident, print }];
  },
};
