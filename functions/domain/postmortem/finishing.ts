import type { OpenPostmortem, Postmortem, RunningPostmortem } from './postmortem.ts';
import type { PostmortemFact } from './postmortem-events.ts';
import { untold, withEach } from './sent.ts';

/** Whoever was asked before it could wait again is asked anew. */
export function signOffAsked(postmortem: RunningPostmortem, { at, of }: PostmortemFact<'PostmortemSignOffAsked'>): RunningPostmortem {
  const asked = withEach(postmortem, (part, person) => (person === of ? untold(part, ['sign_off']) : part));
  return { ...asked, signing: { since: at, ...(of && { of }) } };
}

/** A light one needs no meeting: it is done without one, and can be published at once. */
export function completed(postmortem: RunningPostmortem, at: string): Postmortem {
  if (postmortem.state === 'draft')
    return { ...postmortem, state: 'reviewed', metAt: at, waived: true, decideBy: at, publishBy: at, completedAt: at };
  return postmortem.state === 'in_review' ? { ...postmortem, state: 'reviewed', completedAt: at } : postmortem;
}

export function published(
  postmortem: RunningPostmortem,
  { version, at, by, documentId, helpAt }: PostmortemFact<'PostmortemPublished'>,
): Postmortem {
  const one = { version, at, by, documentId };
  if (postmortem.state === 'closed') return { ...postmortem, published: [...postmortem.published, one] };
  return postmortem.state === 'reviewed' ? { ...postmortem, state: 'closed', published: [one], helpAt, readers: 0 } : postmortem;
}

export function waived(postmortem: RunningPostmortem, { by, as, at, reasonId }: PostmortemFact<'PostmortemWaived'>): Postmortem {
  return isUnderWay(postmortem) ? { ...postmortem, state: 'waived', waivedBy: { by, as, at }, waivedReasonId: reasonId } : postmortem;
}

const isUnderWay = (postmortem: RunningPostmortem): postmortem is OpenPostmortem =>
  postmortem.state === 'draft' || postmortem.state === 'in_review' || postmortem.state === 'reviewed';
