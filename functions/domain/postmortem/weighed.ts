import type { Postmortem } from './postmortem.ts';

/** What was said is weighed after the meeting; a light one needs none, and is complete as soon as all of it is there. */
export const isWeighed = (postmortem: Postmortem): postmortem is Extract<Postmortem, { state: 'draft' | 'in_review' }> =>
  postmortem.state === 'in_review' || (postmortem.state === 'draft' && postmortem.requirement === 'light');
