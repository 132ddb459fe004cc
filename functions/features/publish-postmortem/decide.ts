import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { actingAs, type Parties, partyRefs, readableTo } from '#domain/postmortem/authority';
import { type Checked, missingOf } from '#domain/postmortem/completeness';
import type { PostmortemDocument } from '#domain/postmortem/document';
import { type KnownPostmortem, type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { ActsAs, PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { type Reader, readerPut, readerRef } from '#domain/postmortem/readers';
import { wayIn } from '#domain/postmortem/signing';
import { documentText, nextVersion } from '#domain/postmortem/versions';
import { isWeighed } from '#domain/postmortem/weighed';
import { Rejection } from '#domain/rejection';
import { daysLater } from '#domain/team/working-days';

type Whole = Parties & { improvements: Improvement[]; organisation: Organisation; self: Postmortem };
const whole = (postmortem: Postmortem, by: PersonId, id: string | undefined) => ({
  ...partyRefs(postmortem, by),
  improvements: (postmortem.state === 'none' ? [] : postmortem.improvements).map((one) => improvementRef(ImprovementId.parse(one))),
  organisation: organisationRef,
  self: postmortemRef(PostmortemId.safeParse(id).data ?? 'PM-0'),
});

function missingIn(postmortem: KnownPostmortem, { incident, improvements }: Whole): Required<Checked>[] {
  if (incident.state === 'none') return [];
  const known = improvements.flatMap((improvement) => (improvement.state === 'none' ? [] : [{ improvement }]));
  return missingOf({ postmortem, incident, improvements: known });
}

const notYet = (missing: Required<Checked>[]) =>
  new Rejection(
    'not_complete',
    `Something is still missing:\n${missing.map((one) => `• ${one.missing}`).join('\n')}\nNothing has changed; \`/postmortem show\` has a button for each.`,
  );

export type SignOff = { by: PersonId; at: string };
const accountable: readonly ActsAs[] = ['product_manager', 'delegate'];
/** The product manager's word that this is what is known and what is done about it: the last thing that is missing. */
export const signOff: Act<Postmortem, Whole, SignOff, PostmortemEvent> = {
  facts: (postmortem, { by }, _, id) => whole(postmortem, by, id),
  decide(state, facts, { by, at }) {
    const { postmortem, as } = actingAs(state, by, facts, accountable, notYoursToSign);
    if ('signedOff' in postmortem && postmortem.signedOff) return [];
    refuseUnlessWeighed(postmortem);
    const missing = missingIn(postmortem, facts).filter(({ item }) => item !== 'sign_off');
    if (missing.length > 0) throw notYet(missing);
    return [{ type: 'PostmortemSignedOff', at, by, as }];
  },
};
const notYoursToSign = () =>
  new Rejection(
    'not_yours_to_sign',
    `The product manager of the service signs it off, or the delegate whom they have named. Nothing has changed; they are asked when all else is there. ${wayIn}`,
  );

function refuseUnlessWeighed(postmortem: KnownPostmortem): void {
  if (postmortem.state === 'waived' || postmortem.state === 'dropped' || postmortem.state === 'not_required')
    throw new Rejection(
      'not_asked_for',
      'Nobody asks for this postmortem, so there is nothing to sign or to publish. Nothing has changed.',
    );
  if (postmortem.state === 'draft' && !isWeighed(postmortem))
    throw new Rejection('not_met', 'Its meeting comes first: `Held` says that it took place. Nothing has changed.');
  if (postmortem.pausedAt !== undefined)
    throw new Rejection('paused', 'The incident has come back, so its postmortem waits until it is over again. Nothing has changed.');
}

/** Which version it became, also for a form that was sent twice. */
export type Published = { version: number };
/** `seen`: the version of the record that the document was put together from. */
export type PublishPostmortem = { by: PersonId; at: string; document: PostmortemDocument; seen: number };
const publishers: readonly ActsAs[] = ['owner', 'facilitator', 'product_manager', 'delegate'];
const helpDays = 30;
/** It is put before everybody as it is now; published again, it is another version, and the first one stays. */
export const publishPostmortem: Act<Postmortem, Whole, PublishPostmortem, PostmortemEvent> = {
  facts: (postmortem, { by }, _, id) => whole(postmortem, by, id),
  decide(state, facts, { by, at, document, seen }, { versions }) {
    const { postmortem } = actingAs(state, by, facts, publishers, notYoursToPublish);
    refuseUnlessWeighed(postmortem);
    const missing = missingIn(postmortem, facts);
    if (missing.length > 0) throw notYet(missing);
    const version = nextVersion(postmortem);
    if (versions.self !== seen || document.version !== version)
      throw new Rejection(
        'changed_meanwhile',
        'Something was added to it just now, so nothing has been published. Publish it again with that in it.',
      );
    const documentId = documentText(version);
    const helpAt = postmortem.state === 'closed' ? postmortem.helpAt : daysLater(facts.organisation.zone, at, helpDays);
    return {
      events: [
        ...(isWeighed(postmortem) ? [{ type: 'PostmortemCompleted' as const, at }] : []),
        { type: 'PostmortemPublished', at, by, version, documentId, helpAt },
      ],
      texts: [{ id: documentId, by, body: JSON.stringify(document) }],
      answer: { version } satisfies Published,
    };
  },
};
const notYoursToPublish = () =>
  new Rejection(
    'not_yours_to_publish',
    'Its owner publishes it, its facilitator, or the product manager of the service. Nothing has changed; `/postmortem assign` makes you its owner.',
  );

export type ReadIt = { by: PersonId; at: string };
/** Somebody reads what was published. That is counted once for each person; who they are is nobody's business. */
export const readIt: Act<Postmortem, Parties & { before: Reader | undefined }, ReadIt, PostmortemEvent> = {
  facts: (postmortem, { by }, _, id) => ({ ...partyRefs(postmortem, by), before: readerRef(id, by) }),
  decide(state, facts, { by, at }, { id }) {
    const postmortem = readableTo(state, by, facts);
    if (postmortem.state !== 'closed') throw new Rejection('not_published', 'It has not been published yet. Nothing has changed.');
    if (facts.before) return [];
    return { events: [{ type: 'PostmortemRead', at }], puts: [readerPut(id, by, { at })] };
  },
};
