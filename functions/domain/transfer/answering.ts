import type { PersonId } from '#domain/person/person';
import type { ActiveTeam, Team } from '#domain/team/team';
import { headsOf, type Parties, rightsOf } from './authority.ts';
import { needsHeadOfOperations } from './plan.ts';
import type { OpenTransfer } from './transfer.ts';
import type { ActsAs } from './transfer-events.ts';

/**
 * With which right somebody may say yes to it: the receiving lead; where that is who asked for it, the product manager; where that is the same
 * person again, a head of the organisation. Nobody says yes to what they have asked for.
 */
export function answersAs({ requestedBy }: OpenTransfer, by: PersonId, facts: Parties): ActsAs | undefined {
  if (by === requestedBy) return undefined;
  const rights = rightsOf(by, facts);
  const { service, receiver } = facts;
  if (rights.includes('receiving_lead')) return 'receiving_lead';
  if (receiver.state !== 'active' || receiver.lead !== requestedBy) return undefined;
  if (rights.includes('product_manager')) return 'product_manager';
  const alsoAccountable = service.state === 'registered' && service.productManager === requestedBy;
  return alsoAccountable && rights.includes('org_head') ? 'org_head' : undefined;
}

/** An operations team takes nothing without its head; where none is on record, any head of the organisation speaks for it. */
export function operationsHeads({ organisation }: Pick<Parties, 'organisation'>): PersonId[] {
  const heads = organisation.heads?.operations ?? [];
  return heads.length > 0 ? heads : headsOf(organisation);
}

type Yes = Pick<OpenTransfer['acceptedBy'][number], 'by' | 'as'>;
type Asked = Pick<OpenTransfer, 'requestedBy' | 'kind' | 'productManager'> & { acceptedBy: Yes[] };
/** As much of the receiving team as a list of all teams knows too. */
type Receiving = Pick<Parties, 'organisation'> & { receiver: Pick<ActiveTeam, 'state' | 'lead' | 'teamType'> | Exclude<Team, ActiveTeam> };
/** Who has to say yes besides, and has not: asking for it was a yes as well. */
export function headsToAsk({ requestedBy, acceptedBy, kind }: Asked, facts: Receiving): PersonId[] {
  if (facts.receiver.state !== 'active' || !needsHeadOfOperations(kind, facts.receiver)) return [];
  const heads = operationsHeads(facts);
  const spoken = [requestedBy, ...acceptedBy.map(({ by }) => by)];
  return heads.some((head) => spoken.includes(head)) ? [] : heads;
}

const sides: readonly ActsAs[] = ['receiving_lead', 'product_manager', 'org_head'];
/** Has the receiving side said yes? */
export const isTaken = ({ acceptedBy }: Pick<Asked, 'acceptedBy'>): boolean => acceptedBy.some(({ as }) => sides.includes(as));

/** Whose yes is still waited for: the same people in messages, in reminders and in their Home. */
export function waitedFor(transfer: Asked, facts: Receiving): PersonId[] {
  const lead = facts.receiver.state === 'active' ? [facts.receiver.lead] : [];
  const answering = [...lead, transfer.productManager, ...headsOf(facts.organisation)].find((person) => person !== transfer.requestedBy);
  return [...new Set([...(isTaken(transfer) || answering === undefined ? [] : [answering]), ...headsToAsk(transfer, facts)])];
}

/** In an emergency the product manager's word is enough, and asking for it themselves is that word. */
export const isApproved = ({ kind, funding, requestedAs }: OpenTransfer): boolean =>
  funding !== undefined || (kind === 'emergency' && requestedAs === 'product_manager');
