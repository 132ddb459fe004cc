import { readFileSync } from 'node:fs';
import type { Seed, Slack } from '#sandbox/slack/slack';
import { loadCatalogue, readCatalogue, stageOn } from '../../functions/handlers/catalogue.ts';

type Catalogue = ReturnType<typeof readCatalogue>;
type Options = { slack: Slack; catalogue: string; aws: { endpoint: string; region: string; table: string }; now: () => string };

/** An organisation from its catalogue file: records through the product's own acts, and the workspace that belongs to it. */
export async function load({ slack, catalogue: file, aws: { endpoint, region, table }, now }: Options): Promise<void> {
  const catalogue = readCatalogue(readFileSync(file, 'utf8'));
  const credentials = { accessKeyId: 'catalogue', secretAccessKey: 'sandbox' };
  await loadCatalogue(stageOn({ table, now, client: { endpoint, region, credentials } }), catalogue);
  // Last, because a workspace that has people counts as loaded: a start that was cut off begins anew.
  slack.seed(workspaceOf(catalogue));
}

function workspaceOf({ organisation, channels, groups, people, teams }: Catalogue): Seed {
  const idOf = (handle: string) => people.find((person) => person.handle === handle || person.id === handle)?.id ?? '';
  const bot = { userId: 'U0MUSTER', botId: 'B0MUSTER', name: 'muster' };
  const everyone = people.filter(({ kind }) => kind === 'member').map(({ id }) => id as string);
  const teamChannels = teams.flatMap(({ channel, members, lead }) =>
    channel ? [{ name: channel, members: [bot.userId, ...new Set([...members, lead].map(idOf))] }] : [],
  );
  return {
    team: { id: 'T0MUSTER', name: organisation.name, domain: organisation.name.toLowerCase().replace(/[^a-z0-9]+/g, '-') },
    bot,
    users: people.map(({ id, handle, name, zone, kind }) => ({
      id,
      handle: handle ?? id.toLowerCase(),
      name: name ?? id,
      tz: zone,
      is_bot: kind === 'bot',
      is_restricted: kind === 'guest',
    })),
    groups: [
      ...teams.flatMap(({ group, slug, name, members }) =>
        group ? [{ id: group.id as string, handle: group.handle ?? slug, name, users: members.map(idOf) }] : [],
      ),
      ...groups.map(({ id, handle, members }) => ({
        id: id as string,
        handle,
        name: handle,
        users: members.map(idOf).filter((user) => user !== ''),
      })),
    ],
    channels: [...channels.map((name) => ({ name, members: [bot.userId, ...everyone] })), ...teamChannels],
  };
}
