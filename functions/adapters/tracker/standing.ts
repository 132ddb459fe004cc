import type { ClosedThere, IssueEffect } from '#domain/effects';
import type { Tracked } from '#domain/improvement/improvement-kind';

/** What stands there, and how we left it. */
export type Known = { issue: Tracked; put?: IssueEffect['stands'] | undefined };
export type Brought = { issue: Tracked; put: IssueEffect['stands']; closed?: ClosedThere };

const isClosed = (stands: IssueEffect['stands']) => stands !== 'open';

/** It is moved there only where something became of it here since we left it: what people did there meanwhile is theirs, and is heard. */
export function standing({ stands }: IssueEffect, put: IssueEffect['stands'] = 'open', closed: ClosedThere | undefined) {
  const changed = isClosed(stands) !== isClosed(put);
  return {
    move: changed && isClosed(stands) !== (closed !== undefined),
    brought: { put: stands, ...(!changed && !isClosed(stands) && closed && { closed }) },
  };
}
