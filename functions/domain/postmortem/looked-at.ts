import type { Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { noSuchPostmortem, type Parties, readableTo } from './authority.ts';
import { partiesTo } from './looking.ts';
import type { Postmortem } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';
import { type PostmortemView, viewPostmortem } from './view.ts';

/** All that is shown of a postmortem, for somebody who may read it. */
export async function lookAtPostmortem(
  stage: Pick<Stage, 'records' | 'now'>,
  id: PostmortemId,
  by: PersonId,
): Promise<{ postmortem: Postmortem; parties: Parties; view: PostmortemView }> {
  const { postmortem, parties } = await partiesTo(stage.records, id, by);
  readableTo(postmortem, by, parties);
  const view = await viewPostmortem(stage, id);
  if (view === undefined) throw noSuchPostmortem();
  return { postmortem, parties, view };
}
