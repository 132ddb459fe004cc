import { alongside } from '#domain/head-write';
import { actingAs, choosers, type Parties, partyRefs, readableTo } from '#domain/improvement/authority';
import { type Improvement, improvementRef, improvements, isOpen, type KnownImprovement } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Incident, incidents } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { postmortems } from '#domain/postmortem/postmortem';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';

export type MergeImprovement = { by: PersonId; at: string; into: ImprovementId };
type Merging = Parties & { other: Improvement; others: Incident[] };

const mostIncidents = 20;

/** The same twice: one goes on with the incidents of both, and both postmortems show it. */
export const mergeImprovement: Act<Improvement, Merging, MergeImprovement, ImprovementEvent> = {
  facts: (improvement, { by, into }, { other }) => ({
    ...partyRefs(improvement, by),
    other: improvementRef(into),
    others: other === undefined || other.state === 'none' ? [] : other.incidents.map((incident) => headRef(incidents, incident)),
  }),
  decide(improvement, facts, { by, at, into }, { id }) {
    const from = ImprovementId.parse(id);
    const known = actingAs(improvement, by, facts, [...choosers, 'owner', 'proposer'], notYoursToMerge);
    const other = readableTo(facts.other, by, { person: facts.person, incidents: facts.others });
    if (known.state === 'superseded' && known.into === into) return [];
    if (from === into) throw new Rejection('merge_itself', 'That is the same one already. Nothing has changed; name the other.');
    if (!isOpen(known))
      throw new Rejection('improvement_over', 'It is done, declined, or part of another one by now. Nothing has changed.');
    if (!isOpen(other))
      throw new Rejection(
        'other_over',
        `${into} is done, declined, or part of another one by now. Nothing has changed; name one that is open.`,
      );
    refuseAcrossPrivacy(known, other, facts);
    if (new Set([...known.incidents, ...other.incidents]).size > mostIncidents)
      throw new Rejection(
        'too_many_incidents',
        `Together they came out of more than ${mostIncidents} incidents. Nothing has changed; it may be time for something larger.`,
      );
    const { postmortem } = known;
    const listed = facts.postmortem.state !== 'none' && postmortem !== other.postmortem && !facts.postmortem.improvements.includes(into);
    return {
      events: [{ type: 'ImprovementMerged', at, by, into }],
      also: [
        alongside(improvements, into, { events: [{ type: 'ImprovementJoined', at, from, incidents: known.incidents }] }),
        ...(listed && postmortem
          ? [alongside(postmortems, postmortem, { events: [{ type: 'PostmortemImprovementListed', at, by, improvement: into }] })]
          : []),
      ],
    };
  },
};

/** Whoever reads the one must be able to read the other, for ever. */
function refuseAcrossPrivacy(known: KnownImprovement, other: KnownImprovement, { incidents: mine, others }: Merging): void {
  const hidden = (one: KnownImprovement, its: Incident[]) =>
    one.private || its.some((incident) => incident.state !== 'none' && incident.private);
  if (!hidden(known, mine) && !hidden(other, others)) return;
  if (known.incidents.toSorted().join() === other.incidents.toSorted().join()) return;
  throw new Rejection(
    'merge_private',
    'One of them came out of a private incident, and others would come to read it, or to miss it. Nothing has changed; keep them apart.',
  );
}

const notYoursToMerge = () =>
  new Rejection(
    'merge_not_yours',
    'They are merged by whoever proposed or owns it, the lead of its team, the product manager, or the owner of the postmortem. Nothing has changed; tell one of them.',
  );
