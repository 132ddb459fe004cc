import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { channelId, groupId } from '#domain/keys';
import { perform } from '#domain/perform';
import { people, personAggregate } from '#domain/person/person';
import { channels } from '#domain/workspace/channel';
import { groups } from '#domain/workspace/group';
import { observeChannel, observeGroup, observePerson } from './decide.ts';
import { readPerson, readShared, SlackGroup, saidAt } from './read.ts';

/** Keeps what we know of the workspace current, so that no declaration has to ask. The nightly scan mends what events missed. */
export function listen(app: App, desk: Desk) {
  for (const event of ['user_change', 'team_join'] as const) {
    app.event(event, async ({ payload }) => {
      const { id, seen } = readPerson(payload.user, saidAt(payload));
      await perform(desk, people, personAggregate(id), observePerson, seen);
    });
  }

  for (const event of ['subteam_updated', 'subteam_created'] as const) {
    app.event(event, async ({ payload }) => {
      const { id, users } = SlackGroup.parse(payload.subteam);
      if (users) await perform(desk, groups, groupId(id), observeGroup, { at: saidAt(payload), members: users });
    });
  }

  for (const [event, shared] of [
    ['channel_shared', true],
    ['channel_unshared', false],
  ] as const) {
    app.event(event, async ({ payload }) => {
      await perform(desk, channels, channelId(readShared(payload)), observeChannel, { at: saidAt(payload), shared });
    });
  }
}
