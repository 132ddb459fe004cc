import type { Entry } from '#domain/incident/timeline';
import { answerText } from './answer-text.ts';
import { type Calling, callingOf, withoutMentions } from './calling.ts';
import { missingOf } from './completeness.ts';
import { isImpactConfirmed } from './confirmed.ts';
import { type Answered, type Called, type PostmortemDocument, type Words, withheldIn } from './document.ts';
import type { Material } from './material.ts';
import { momentsOf } from './moments.ts';
import { type Part, promptedAs } from './people.ts';
import type { KnownPostmortem } from './postmortem.ts';
import { type AnswerKey, Question } from './prompt.ts';
import { shortened } from './shortening.ts';
import { shownOf } from './view.ts';

/** How what a timeline tells is said without names, and what a condition is called: words are the business of who shows them. */
export type Wording = {
  told: (entry: Entry, calling: Calling) => { told: string; pieces: (string | Called)[]; words?: { text: string; id: string } | undefined };
  factor: (factor: string) => string;
};

/** Everything that is known of a postmortem, put together for somebody who was not there. Pure: the same record gives the same document. */
export function composed(material: Material, version: number, wording: Wording): PostmortemDocument {
  const { view, entries, entriesCut } = material;
  const { id, postmortem, incident, now, organisation, service } = view;
  const calling = callingOf(postmortem);
  const say = saying(material, calling);
  const moments = momentsOf(view);
  const answered = (...keys: AnswerKey[]) => keys.flatMap((key) => answersTo(key, postmortem, calling, say.own));
  return shortened({
    schema: 'muster.postmortem/1',
    id,
    incident: postmortem.incident,
    version,
    as_of: now,
    zone: organisation.zone,
    private: postmortem.private || incident.private,
    exercise: postmortem.drill,
    requirement: postmortem.requirement,
    because: postmortem.because,
    title: { text: withoutMentions(view.title, calling), id: `${postmortem.incident}/${incident.titleId}` },
    service: postmortem.service,
    ...(service && { service_name: service.name }),
    team: postmortem.team,
    severity: { declared: incident.severityDeclared, peak: postmortem.peak, final: incident.severity },
    times: {
      declared_at: incident.declaredAt,
      ...(moments.detection && { detected_at: moments.detection }),
      ...(moments.first_response && { first_response_at: moments.first_response }),
      ...(moments.restoration && { restored_at: moments.restoration }),
      ...('resolved' in incident && incident.resolved && { resolved_at: incident.resolved.at }),
      reopened_at: incident.reopened,
    },
    artifacts: material.artifacts.map(({ kind, at, textId }) => ({ kind, at, words: say.own(textId) })),
    summary: {
      ...(postmortem.summaryId && { words: say.own(postmortem.summaryId) }),
      windows: incident.impact,
      confirmed: isImpactConfirmed(postmortem, incident.impact),
    },
    timeline: entries.map((entry) => {
      const { told, pieces, words } = wording.told(entry, calling);
      return {
        at: entry.at,
        kind: entry.kind,
        told,
        ...(pieces.some((piece) => typeof piece !== 'string' && piece.person) && { pieces }),
        ...(words && { words: { text: withoutMentions(words.text, calling), id: `${postmortem.incident}/${words.id}` } }),
      };
    }),
    seen: answered('saw', 'surprised', 'missing', 'first_fix', 'handover'),
    questions: answered(...Question.options),
    factors: postmortem.factors.map((factor) => ({ factor, name: wording.factor(factor) })),
    improvements: listed(material, calling, say.of),
    ...withheldIn(view.improvements.length - shownOf(view).length),
    ...(postmortem.noneChosen && { none_chosen: say.own(postmortem.noneChosen.reasonId) }),
    went_well: answered('went_well'),
    people: partsOf(postmortem).map(([person, { as }]) => ({ ...calling(person), as })),
    data_quality: {
      ...quality(postmortem),
      missing: missingOf(view).map(({ missing }) => missing),
      timeline_cut: entriesCut,
      words_cut: false,
    },
  });
}

type Say = (textId: string) => Words;

/** Words that were erased leave a gap, and no trace of what stood there. */
function saying({ view, words, improvementWords }: Material, calling: Calling) {
  const said = (owner: string, textId: string, body: string | undefined): Words => ({
    id: `${owner}/${textId}`,
    ...(body ? { text: withoutMentions(body, calling) } : { text: '', erased: true as const }),
  });
  return {
    own: (textId: string) => said(view.id, textId, words[textId]),
    of: (id: Parameters<typeof improvementWords.get>[0], textId: string) => said(id, textId, improvementWords.get(id)?.[textId]),
  };
}

const partsOf = ({ people }: KnownPostmortem) =>
  (Object.entries(people) as [Parameters<Calling>[0], Part][]).toSorted(([, a], [, b]) => a.no - b.no);

/** In the order in which people came to it; nothing where nobody was asked or said anything. */
function answersTo(key: AnswerKey, postmortem: KnownPostmortem, calling: Calling, say: Say): Answered[] {
  const parts = partsOf(postmortem);
  const answers = parts
    .filter(([, { answered }]) => answered.includes(key))
    .map(([person]) => ({ by: calling(person), words: say(answerText(person, key)) }));
  const nothing = parts.filter(([, part]) => part.nothing.includes(key)).length;
  return answers.length + nothing === 0 ? [] : [{ key, answers, nothing }];
}

function listed({ view }: Material, calling: Calling, say: (id: Material['view']['improvements'][number]['id'], textId: string) => Words) {
  return shownOf(view).map(({ id, improvement }): PostmortemDocument['improvements'][number] => {
    const { kind, question, priority, state, titleId, doneWhenId, team, tracked } = improvement;
    return {
      id,
      kind,
      ...(question && { question }),
      priority,
      state,
      title: say(id, titleId),
      ...(doneWhenId && { done_when: say(id, doneWhenId) }),
      ...('owner' in improvement && improvement.owner && { owner: calling(improvement.owner) }),
      team,
      ...('dueOn' in improvement && { due_on: improvement.dueOn }),
      ...(improvement.state === 'declined' && { reason: say(id, improvement.declined.reasonId) }),
      ...(tracked && { tracked }),
    };
  });
}

function quality(postmortem: KnownPostmortem) {
  const asked = partsOf(postmortem).filter(([, { as, watched }]) => as.some((one) => promptedAs.includes(one)) && !watched);
  const met = 'metAt' in postmortem;
  return {
    asked: asked.length,
    answered: asked.filter(([, { answered, nothing }]) => answered.length + nothing.length > 0).length,
    not_asked: postmortem.more,
    ...(met && !postmortem.waived && { met_at: postmortem.metAt }),
    meeting: met ? (postmortem.waived ? ('waived' as const) : ('held' as const)) : ('to_come' as const),
    overdue: 'overdue' in postmortem && (postmortem.overdue.length > 0 || (met && postmortem.metAt > postmortem.ladder.due)),
  };
}
