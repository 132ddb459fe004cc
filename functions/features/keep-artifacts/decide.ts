import { mayKnow } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { artifactPut, artifactRef, type KeptArtifact, leadsSaid, mostArtifacts, pageAt } from '#domain/postmortem/artifacts';
import { actingAs, type Parties, partyRefs, rightsOf } from '#domain/postmortem/authority';
import { beforePublishing, knowing, notYoursToPutDown } from '#domain/postmortem/known';
import { mostAsked, promptedAs } from '#domain/postmortem/people';
import type { OpenPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { Artifact, PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Rejection } from '#domain/rejection';

/** A link that somebody adds, what they take away, and who was there besides. */
export type KeepArtifacts = {
  by: PersonId;
  at: string;
  add?: { id: string; url: string; title?: string | undefined } | undefined;
  remove: string[];
  people: PersonId[];
};
type Facts = Parties & { removed: (KeptArtifact | undefined)[]; persons: Person[] };
/** Two writes each, and room for the rest. */
export const mostRemoved = 20;

export const keepArtifacts: Act<Postmortem, Facts, KeepArtifacts, PostmortemEvent> = {
  facts: (postmortem, { by, remove, people }, _, id) => ({
    ...partyRefs(postmortem, by),
    removed: remove.map((one) => artifactRef(id, one)),
    persons: people.map(personRef),
  }),
  decide(postmortem, facts, { by, at, add, remove, people }, { id, versions }) {
    const refused = notYoursToPutDown;
    const known = beforePublishing(actingAs(postmortem, by, facts, [...knowing, 'participant', 'team'], refused).postmortem);
    const added = add && addedTo(known, add, by, at);
    const drives = rightsOf(known, by, facts).some((right) => knowing.includes(right));
    const gone = remove.flatMap((_, index) => {
      const one = facts.removed[index];
      if (one === undefined || one.removed) return [];
      // What one has put there oneself is one's own to take away.
      if (!drives && one.by !== by) throw refused();
      return [{ one, version: [versions.removed].flat()[index] ?? 0 }];
    });
    const joined = joining(known, facts, people);
    return {
      events: [
        ...(added ? [{ type: 'PostmortemArtifactsAdded' as const, at, by, artifacts: [added.artifact] }] : []),
        ...gone.map(({ one }) => ({ type: 'PostmortemArtifactRemoved' as const, at, by, artifact: one.id })),
        ...(joined.length > 0 ? [{ type: 'PostmortemPeopleChanged' as const, at, people: joined }] : []),
      ],
      texts: added ? [added.text] : [],
      puts: [
        ...(added ? [artifactPut(id, added.artifact, 0)] : []),
        ...gone.map(({ one, version }) => artifactPut(id, { ...one, removed: true }, version)),
      ],
    };
  },
};

function addedTo({ artifacts }: OpenPostmortem, { id, url, title }: NonNullable<KeepArtifacts['add']>, by: PersonId, at: string) {
  const page = pageAt(url);
  if (page === undefined)
    throw new Rejection(
      'no_page',
      'A link begins with https:// and leads to a page, for example https://status.example.com. Nothing has changed.',
    );
  if (artifacts >= mostArtifacts)
    throw new Rejection(
      'artifacts_full',
      `There are ${mostArtifacts} already, more than anybody reads. Nothing has changed; take some away that say little.`,
    );
  const artifact: Artifact = { id, kind: 'link', by, at, textId: `artifact-${id}` };
  return { artifact, text: { id: artifact.textId, by, body: leadsSaid({ url: page, title }) } };
}

/** Asked like everybody else from here on. */
function joining({ people: known }: OpenPostmortem, { incident, persons }: Facts, people: PersonId[]) {
  const isAsked = (person: PersonId) => known[person]?.as.some((as) => promptedAs.includes(as)) ?? false;
  const coming = people.filter((person) => !isAsked(person));
  if (coming.length === 0) return [];
  if (incident.state === 'none' || coming.some((person) => !mayKnow(incident, person)))
    throw new Rejection(
      'not_an_insider',
      'It is private, and somebody among those was not brought in. Nothing has changed; `/incident access` with their name brings them in first.',
    );
  const left = coming.filter((person) => unreachable(persons[people.indexOf(person)] as Person) !== undefined);
  if (left.length > 0)
    throw new Rejection(
      'not_asked',
      `${left.map((person) => `<@${person}>`).join(', ')} cannot be asked: guests, apps and those who have left answer nothing here. Nothing has changed; leave them out.`,
    );
  const asked = Object.values(known).filter(({ as, gone }) => !gone && as.some((one) => promptedAs.includes(one))).length;
  if (asked + coming.length > mostAsked)
    throw new Rejection(
      'asked_enough',
      `At most ${mostAsked} people are asked one by one. Nothing has changed; everybody else can answer by \`/postmortem answer\`.`,
    );
  return coming.map((person) => ({ person, as: ['responder' as const] }));
}
