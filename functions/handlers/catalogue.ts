import { parse } from 'yaml';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoRecords } from '#adapters/dynamodb/records';
import { groupId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import { people, personAggregate } from '#domain/person/person';
import { groups } from '#domain/workspace/group';
import { Catalogue } from '#features/keep-catalogue/catalogue';
import { importCatalogue } from '#features/keep-catalogue/import';
import { observeGroup, observePerson } from '#features/observe-workspace/decide';

/** Reads a catalogue file; what is wrong in it is said with its place. */
export const readCatalogue = (yaml: string): Catalogue => Catalogue.parse(parse(yaml));

type Place = { table: string; now: () => string; client?: Parameters<typeof dynamoClient>[0] };
/** The acts on a table, from outside Lambda; credentials, region and endpoint from the environment, unless they are given. */
export const stageOn = ({ table, now, client }: Place): Stage => ({
  records: dynamoRecords({ client: dynamoClient(client), table, now }),
  now,
});

/** What a file says of people and groups counts until Slack says anything of them itself. */
const beforeSlack = new Date(0).toISOString();

/** The whole file: the people it names, as far as Slack has not told us of them, then teams and services. */
export async function loadCatalogue(stage: Stage, catalogue: Catalogue): Promise<void> {
  for (const { id, kind, zone } of catalogue.people)
    await perform(stage, people, personAggregate(id), observePerson, { at: beforeSlack, kind, deactivated: false, zone });
  const members = (handles: string[]) => handles.flatMap((handle) => catalogue.people.find((person) => person.handle === handle)?.id ?? []);
  for (const { group, members: handles } of catalogue.teams) {
    if (group) await perform(stage, groups, groupId(group.id), observeGroup, { at: beforeSlack, members: members(handles) });
  }
  await importCatalogue(stage, catalogue);
}
