import { type Incident, incidents, mayKnow } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { artifactPut, artifactRef, type FoundArtifact, type KeptArtifact, leadsSaid, mostArtifacts } from '#domain/postmortem/artifacts';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { beforePublishing, knowing, notYoursToPutDown } from '#domain/postmortem/known';
import { mostAsked, type Participant, promptedAs } from '#domain/postmortem/people';
import { isOpen, type OpenPostmortem, type Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent, PostmortemFact } from '#domain/postmortem/postmortem-events';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';
import type { TeamSlug } from '#domain/team/team-slug';

/** `read`: how far the channel has been read with this. */
export type CollectArtifacts = {
  at: string;
  found: FoundArtifact[];
  people: PersonId[];
  teams: Readonly<Record<PersonId, TeamSlug>>;
  read?: Pick<PostmortemFact<'PostmortemChannelRead'>, 'seenUntil' | 'reading'> | undefined;
};
type Seen = { incident: Incident; known: (KeptArtifact | undefined)[]; persons: Person[] };

/** What stood in the channel belongs to it, once, and whoever wrote there was there. */
export const collectArtifacts: Act<Postmortem, Seen, CollectArtifacts, PostmortemEvent> = {
  facts: (postmortem, { found, people }, _, id) => ({
    incident: headRef(incidents, postmortem.state === 'none' ? 'INC-0' : postmortem.incident),
    known: found.map(({ artifact }) => artifactRef(id, artifact.id)),
    persons: people.map(personRef),
  }),
  decide(postmortem, { incident, known, persons }, { at, found, people, teams, read }, { id }) {
    if (!isOpen(postmortem) || incident.state === 'none') return [];
    const room = Math.max(0, mostArtifacts - postmortem.artifacts);
    const fresh = found.filter((_, index) => known[index] === undefined).slice(0, room);
    const artifacts = fresh.map(({ artifact }) => ({ ...artifact, textId: `artifact-${artifact.id}` }));
    const there = people.filter((person, index) => unreachable(persons[index] as Person) === undefined && mayKnow(incident, person));
    const moved = read && (read.seenUntil !== postmortem.seenUntil || read.reading !== undefined || postmortem.reading !== undefined);
    const events: PostmortemEvent[] = [
      ...(artifacts.length > 0 ? [{ type: 'PostmortemArtifactsAdded' as const, at, artifacts }] : []),
      ...joining(postmortem, there, teams, at),
      ...(read && moved ? [{ type: 'PostmortemChannelRead' as const, at, ...read }] : []),
    ];
    return {
      events,
      texts: fresh.map(({ artifact, leads }, index) => ({
        id: artifacts[index]?.textId ?? '',
        by: artifact.by ?? '',
        body: leadsSaid(leads),
      })),
      puts: artifacts.map((artifact) => artifactPut(id, artifact, 0)),
    };
  },
};

/** Whoever wrote in the channel is asked like everybody who was at it, as long as there is room; the rest are counted. */
function joining(postmortem: OpenPostmortem, people: PersonId[], teams: CollectArtifacts['teams'], at: string): PostmortemEvent[] {
  const { people: known, more, owner, facilitator } = postmortem;
  const asked = Object.values(known).filter(({ as, gone }) => !gone && as.some((one) => promptedAs.includes(one))).length;
  const coming = people.filter((person) => {
    const part = known[person];
    const drives = [owner, facilitator].includes(person) || part?.as.includes('product_manager');
    return !part?.gone && !drives && !part?.as.some((one) => promptedAs.includes(one));
  });
  const joined = coming.slice(0, Math.max(0, mostAsked - asked)).map((person): Participant => {
    const team = known[person]?.team ?? teams[person];
    return { person, as: ['responder'], ...(team && { team }) };
  });
  const left = coming.length - joined.length;
  if (joined.length === 0 && left <= more) return [];
  return [{ type: 'PostmortemPeopleChanged', at, people: joined, ...(left > more && { more: left }) }];
}

/** Read once more because somebody wants it. */
export const lookAgain: Act<Postmortem, Parties, { by: PersonId; at: string }, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(postmortem, facts, { by, at }) {
    const known = beforePublishing(actingAs(postmortem, by, facts, knowing, notYoursToPutDown).postmortem);
    const looks = known.steps.filter((step) => step.startsWith('look-')).length;
    if (looks >= mostLooks)
      throw new Rejection(
        'looked_often',
        'The channel has been looked through often enough by hand: what is put there is taken at the meeting by itself, and a link can be added in the form. Nothing has changed.',
      );
    return [{ type: 'PostmortemStepTaken', at, step: `look-${looks + 1}` }];
  },
};
const mostLooks = 30;
