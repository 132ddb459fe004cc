import { setTimeout as sleep } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { listen as declareIncident } from '#features/declare-incident/listen';
import { listen as followMessage } from '#features/follow-message/listen';
import { listen as listIncidents } from '#features/list-incidents/listen';
import { listen as observeWorkspace } from '#features/observe-workspace/listen';
import { listen as showStatus } from '#features/show-status/listen';
import { doorReceiver } from '#runtime/door-receiver';
import { sayRejection } from '#slack-kit/say-rejection';
import { bot, deactivated, declared, harrowHome, hasPerson, inc311, omar, type Stage, tom } from '#test/builders';

/** The listeners on Bolt itself, behind the door, as the `slack` function has them. */
function slack(stage: Stage) {
  const receiver = doorReceiver();
  const app = new App({ receiver, convoStore: false, authorize: async () => ({ botToken: 'xoxb', botId: 'B1', botUserId: 'UBOT' }) });
  app.use(sayRejection);
  app.error((error) => Promise.reject(error));
  for (const listen of [declareIncident, followMessage, listIncidents, observeWorkspace, showStatus]) listen(app, stage);
  const hear = (body: Record<string, unknown>) => receiver.receive({ body, headers: {} });
  let triggers = 0;
  const say = async (by: PersonId, text: string) => {
    const command = { command: '/incident', text, user_id: by, team_id: 'T1', channel_id: 'C1', channel_name: 'general' };
    return (await hear({ ...command, trigger_id: `t${++triggers}` })).body;
  };
  return { hear, say };
}

describe('An event of the workspace', () => {
  test('is answered after what was heard is on record, though Bolt acknowledges it at once', async () => {
    const stage = await harrowHome();
    const append: Stage['records']['append'] = async (write) => {
      await sleep(20);
      return stage.records.append(write);
    };
    const user = { id: omar, tz: 'Europe/London' };
    const event = { type: 'user_change', event_ts: '1773151200.000100', user };
    const { hear } = slack({ ...stage, records: { ...stage.records, append } });
    expect(await hear({ type: 'event_callback', team_id: 'T1', event })).toMatchObject({ statusCode: 200 });
    const [seen] = await stage.records.load([personRef(omar)] as Ref<unknown>[]);
    expect(seen?.value as Person).toMatchObject({ state: 'known' });
  });

  test.each([
    { author: 'UBOT', what: 'message_changed', reads: 0 },
    { author: omar, what: 'message_changed', reads: 1 },
    { author: 'UBOT', what: 'message_deleted', reads: 0 },
  ])('a message of $author, $what, is looked for in the table $reads times', async ({ author, what, reads }) => {
    const stage = await harrowHome();
    let asked = 0;
    const load: Stage['records']['load'] = (refs) => {
      asked += 1;
      return stage.records.load(refs);
    };
    const message = { ts: '1773151200.000100', user: author, text: 'a' };
    const event = { type: 'message', subtype: what, channel: 'C1', message, deleted_ts: message.ts, previous_message: message };
    const { hear } = slack({ ...stage, records: { ...stage.records, load } });
    expect(await hear({ type: 'event_callback', team_id: 'T1', event })).toMatchObject({ statusCode: 200 });
    expect(asked).toBe(reads);
  });
});

describe('A command', () => {
  test('what is decided rests on no list, however far behind it is', async () => {
    const stage = await harrowHome();
    const { say } = slack({ ...stage, lists: { page: async () => ({ heads: [] }), due: async () => [] } });
    expect(await say(tom, 'declare sev2 bedroom: beds')).toContain('INC-1 is open');
    expect(await say(omar, 'declare sev2 bedroom: beds again')).toContain('Added to INC-1');
  });

  test('a private incident is in the list of those who may know of it, and in no other', async () => {
    const stage = await harrowHome();
    const secret = [{ id: 'title', by: tom, body: 'salaries', inHead: true }];
    const act = { facts: () => ({}), decide: () => ({ events: [declared({ private: true })], texts: secret }) };
    await perform(stage, incidents, inc311, act, {});
    const { say } = slack(stage);
    expect(await say(tom, 'list')).toContain('salaries');
    expect(await say(omar, 'list')).not.toMatch(/salaries|INC-311/);
  });

  test.each(['status INC-311', 'status', 'status of the union'])(
    '%s asks first who it is, and for nobody who may not does it ask more',
    async (line) => {
      const stage = await harrowHome();
      const asked: string[] = [];
      const load: Stage['records']['load'] = (refs) => {
        asked.push(...refs.map(({ key }) => key.pk));
        return stage.records.load(refs);
      };
      const { say } = slack({ ...stage, records: { ...stage.records, load } });
      for (const person of [bot, deactivated]) {
        await hasPerson(stage, omar, person);
        asked.length = 0;
        expect(await say(omar, line)).toContain('Only people of this workspace can do this');
        expect(asked).toEqual([`PERSON#${omar}`]);
      }
    },
  );
});
