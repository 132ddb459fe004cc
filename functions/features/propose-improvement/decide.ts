import { alongside } from '#domain/head-write';
import type { Improvement } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId, type Priority } from '#domain/improvement/improvement-kind';
import { mostLetters, titleFrom } from '#domain/improvement/words';
import { openTo } from '#domain/incident/authority';
import { type Incident, type IncidentId, incidents, type OpenIncident } from '#domain/incident/incident';
import { teamId } from '#domain/keys';
import type { Act, Refs } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type Parties, partyRefs, readableTo } from '#domain/postmortem/authority';
import { type KnownPostmortem, type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import type { Question } from '#domain/postmortem/prompt';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Service, serviceRef } from '#domain/service/service';
import { belongs, standing } from '#domain/team/authority';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';

export type ProposeImprovement = {
  by: PersonId;
  at: string;
  incident: IncidentId;
  question?: Question | undefined;
  title: string;
  titleId: string;
  doneWhen?: string | undefined;
  doneWhenId: string;
  priority: Priority;
};
/** `happened`, `owned`: the incident and its service as they are, also where there is no postmortem yet; `owner`: who has it today. */
export type Proposing = Parties & { postmortem: Postmortem; happened: Incident; owned: Service; owner: Team };

export function proposingRefs(incident: IncidentId, by: PersonId, { postmortem, happened, owned }: Partial<Proposing>): Refs<Proposing> {
  const service = serviceOf(postmortem, happened);
  return {
    ...partyRefs(postmortem ?? { state: 'none' }, by),
    postmortem: postmortemRef(postmortemOf(incident)),
    happened: headRef(incidents, incident),
    owned: serviceRef(service ?? 'none'),
    owner: teamRef((ownerOf(owned) ?? 'none') as TeamSlug),
  };
}
const serviceOf = (postmortem: Postmortem | undefined, happened: Incident | undefined) =>
  postmortem && postmortem.state !== 'none' ? postmortem.service : happened && happened.state !== 'none' ? happened.service : null;
const ownerOf = (service: Service | undefined) => (service?.state === 'registered' ? service.owned?.owner : undefined);

/** “We could …”: by anybody who was there; that it is on the list of its postmortem is written in the same moment. */
export const proposeImprovement: Act<Improvement, Proposing, ProposeImprovement, ImprovementEvent> = {
  facts: (_, { incident, by }, known) => proposingRefs(incident, by, known),
  decide(improvement, facts, command, { id }) {
    if (improvement.state !== 'none') return [];
    const { by, at, incident, question, titleId, doneWhenId, priority } = command;
    const { happened, postmortem } = proposableTo(facts, by);
    const title = titleFrom(command.title);
    const doneWhen = command.doneWhen?.trim().slice(0, mostLetters.words);
    return {
      events: [
        {
          ...{ type: 'ImprovementProposed', at, by, kind: 'action', ...(question && { question }) },
          ...about(incident, facts, happened),
          ...{ titleId, priority, ...(doneWhen && { doneWhenId }) },
        },
      ],
      texts: [{ id: titleId, by, body: title, inHead: true }, ...(doneWhen ? [{ id: doneWhenId, by, body: doneWhen, inHead: true }] : [])],
      also: postmortem ? [listedIn(postmortemOf(incident), { at, by, improvement: ImprovementId.parse(id) })] : [],
    };
  },
};

/** What it would come out of, for somebody who may propose something there: asked before the form is shown, and again when it is sent. */
export function proposableTo(facts: Proposing, by: PersonId): { happened: OpenIncident; postmortem: KnownPostmortem | undefined } {
  const happened = openTo(facts.happened, facts.person, { by, inRoom: false });
  const postmortem = facts.postmortem.state === 'none' ? undefined : readableTo(facts.postmortem, by, facts);
  if (postmortem) refuseWhereNothingIsAdded(postmortem);
  return { happened, postmortem };
}

/** A postmortem's head stays small, and nobody chooses among more. */
const mostProposals = 100;
function refuseWhereNothingIsAdded({ state, improvements }: KnownPostmortem): void {
  if (state === 'waived')
    throw new Rejection(
      'postmortem_waived',
      'Its postmortem was waived, so nothing is chosen from it. Nothing has changed; the product manager can ask for it after all.',
    );
  if (improvements.length >= mostProposals)
    throw new Rejection(
      'too_many_proposals',
      `There are ${mostProposals} proposals already. Nothing has changed; add a word to one of them, or have some merged.`,
    );
}

function about(incident: IncidentId, { postmortem, owned }: Proposing, happened: OpenIncident) {
  const known = postmortem.state === 'none' ? undefined : postmortem;
  return {
    ...(known && { postmortem: postmortemOf(incident) }),
    incidents: [incident],
    service: serviceOf(postmortem, happened),
    team: ownerOf(owned) ?? known?.team ?? null,
    private: happened.private || (known?.private ?? false),
  };
}

const listedIn = (id: PostmortemId, { at, by, improvement }: { at: string; by?: PersonId; improvement: ImprovementId }, step?: string) =>
  alongside(postmortems, id, {
    events: [
      { type: 'PostmortemImprovementListed', at, ...(by && { by }), improvement },
      ...(step ? [{ type: 'PostmortemStepTaken' as const, at, step }] : []),
    ] satisfies PostmortemEvent[],
  });

/** Once for each postmortem, however often its incident comes back. */
export const fixStep = 'permanent_fix';
export type ProposeFix = { at: string; incident: IncidentId; titleId: string };

/** A workaround leaves the cause where it is: that it be mended is proposed by itself, and people decide. */
export const proposeFix: Act<Improvement, Proposing, ProposeFix, ImprovementEvent> = {
  facts: (_, { incident }, known) => proposingRefs(incident, nobody, known),
  decide(_, facts, { at, incident, titleId }, { id }) {
    const { postmortem, happened, owned } = facts;
    if (!isFixWanted(postmortem, happened)) return [];
    const name = owned.state === 'registered' ? owned.name : 'the service';
    const body = titleFrom(`Mend the cause in ${name.slice(0, 90)} for good: there is a workaround`);
    return {
      events: [
        {
          ...{ type: 'ImprovementProposed', at, kind: 'permanent_fix', question: 'prevent' },
          ...about(incident, facts, happened),
          ...{ titleId, priority: 'medium' },
        },
      ],
      texts: [{ id: titleId, by: nobody, body, inHead: true }],
      also: [listedIn(postmortemOf(incident), { at, improvement: ImprovementId.parse(id) }, fixStep)],
    };
  },
};
/** Its words are the product’s own: nobody’s to erase. */
const nobody = 'U0' as PersonId;

type Resolved = Extract<Incident, { state: 'resolved' | 'closed' }>;
export function isFixWanted(postmortem: Postmortem, happened: Incident): happened is Resolved {
  if (postmortem.state === 'none' || postmortem.state === 'dropped' || postmortem.state === 'waived') return false;
  if (postmortem.drill || postmortem.steps.includes(fixStep) || postmortem.pausedAt) return false;
  return (happened.state === 'resolved' || happened.state === 'closed') && happened.resolved.fix === 'workaround';
}

export type MakeItEasier = { by: PersonId; at: string; team: TeamSlug; title: string; titleId: string };

/** What whoever had the week has seen and not had the time for: the next one will be glad of it. */
export const makeItEasier: Act<Improvement, { person: Parties['person']; team: Team }, MakeItEasier, ImprovementEvent> = {
  facts: (_, { by, team }) => ({ person: partyRefs({ state: 'none' }, by).person, team: teamRef(team) }),
  decide(improvement, { person, team }, { by, at, team: slug, title, titleId }) {
    if (improvement.state !== 'none') return [];
    if (!belongs(standing(team, person), by))
      throw new Rejection(
        'easier_by_outsider',
        `Only somebody of ${teamId(slug).slice('TEAM-'.length)} proposes what would make its weeks easier. Nothing has changed.`,
      );
    return {
      events: [
        {
          ...{ type: 'ImprovementProposed', at, by, kind: 'make_it_easier', incidents: [], service: null, team: slug },
          ...{ private: false, titleId, priority: 'medium' },
        },
      ],
      texts: [{ id: titleId, by, body: titleFrom(title), inHead: true }],
    };
  },
};
