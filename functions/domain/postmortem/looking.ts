import { gather } from '#domain/gather';
import type { PersonId } from '#domain/person/person';
import type { Records } from '#domain/records';
import { type Parties, partyRefs } from './authority.ts';
import { type Postmortem, postmortemRef } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';

/** A postmortem with all that says what somebody is to it, for what is shown before anybody does anything. */
export async function partiesTo(
  records: Pick<Records, 'load'>,
  id: PostmortemId,
  by: PersonId,
): Promise<{ postmortem: Postmortem; parties: Parties }> {
  const { postmortem, ...parties } = await gather<{ postmortem: Postmortem } & Parties>(records, (known) => ({
    postmortem: postmortemRef(id),
    ...partyRefs(known.postmortem ?? { state: 'none' }, by),
  }));
  return { postmortem, parties };
}
