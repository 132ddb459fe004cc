import type { Effect } from './effects.ts';

/** What describes a state follows the latest one; what tells of an event is said once. */
export function keptCurrent(effect: Effect): boolean {
  switch (effect.kind) {
    case 'topic':
    case 'purpose':
    case 'page':
    case 'issue':
    case 'canvas':
      return true;
    case 'message':
      return effect.current === true;
    case 'open-channel':
    case 'unarchive':
    case 'archive':
    case 'invite':
    case 'bookmark':
    case 'pager':
    case 'read-message':
    case 'read-history':
    case 'schedule':
    case 'unschedule':
      return false;
    default:
      return effect satisfies never;
  }
}

/** What came of bringing it up to date is for the record too: somebody over there may have taken it away. */
export const recordedEachTime = (effect: Effect) => effect.kind === 'issue' || effect.kind === 'canvas';

/** What was sent is brought up to date, and what was not is not sent any more. */
export const isOnlyIfThere = (effect: Effect) => 'onlyIfThere' in effect && effect.onlyIfThere === true;
