import { groupId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import { people, personAggregate } from '#domain/person/person';
import { groups } from '#domain/workspace/group';
import { observeGroup, observePerson } from './decide.ts';
import { readPerson, SlackGroup } from './read.ts';

/** The workspace as Slack shows it, all of it. */
export type Workspace = { people(): AsyncIterable<unknown>; groups(): Promise<unknown[]> };

/** Once a night: what no event told us. One after the other, because nobody waits for it. */
export async function scanWorkspace(stage: Stage, workspace: Workspace): Promise<void> {
  for await (const user of workspace.people()) {
    const { id, seen } = readPerson(user, stage.now());
    await perform(stage, people, personAggregate(id), observePerson, { ...seen, scan: true });
  }
  for (const group of await workspace.groups()) {
    const { id, users } = SlackGroup.parse(group);
    await perform(stage, groups, groupId(id), observeGroup, { at: stage.now(), members: users ?? [], scan: true });
  }
}
