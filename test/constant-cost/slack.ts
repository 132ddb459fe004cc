import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { listen as acknowledgeIncident } from '#features/acknowledge-incident/listen';
import { listen as declareIncident } from '#features/declare-incident/listen';
import { listen as listIncidents } from '#features/list-incidents/listen';
import { listen as listPostmortems } from '#features/list-postmortems/listen';
import { listen as showStatus } from '#features/show-status/listen';
import { doorReceiver } from '#runtime/door-receiver';
import { sayRejection } from '#slack-kit/say-rejection';
import { type CountedTable, now } from './table.ts';

const [user, channel] = ['U0TOM', 'C0GENERAL'];
let deliveries = 0;
let respondedLast = '';

/** Takes what is said to a response_url, keeps the last of it, and keeps nobody from ending. */
const listening = createServer((request, response) => {
  let body = '';
  request.on('data', (some) => {
    body += String(some);
  });
  request.on('end', () => {
    respondedLast = body;
    response.end('ok');
  });
})
  .listen(0, '127.0.0.1')
  .unref();
const responseUrl = () => `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;

/** The listeners as `slack` wires them, on a table that counts. Each is a container that has just started. */
export function freshSlack(counted: CountedTable) {
  const receiver = doorReceiver();
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-none', botId: 'B0', botUserId: 'U0MUSTER' }),
    convoStore: false,
    logLevel: 'error' as never,
  });
  app.use(sayRejection);
  app.error((error) => Promise.reject(error));
  const desk: Desk = { ...counted.store(), now, newId: () => `text-${++deliveries}` };
  for (const listen of [declareIncident, acknowledgeIncident, listIncidents, showStatus, listPostmortems]) listen(app, desk);

  const receives = async (body: Record<string, unknown>) => {
    const { statusCode, body: said = '' } = await receiver.receive({ body, headers: {} });
    if (statusCode !== 200) throw new Error(`The app answered ${statusCode}: ${said}`);
    return said;
  };
  const interaction = { user: { id: user }, team: { id: 'T0' }, trigger_id: `press-${++deliveries}` };
  return {
    types: (text: string, command = '/incident') =>
      receives({
        command,
        text,
        user_id: user,
        channel_id: channel,
        channel_name: 'general',
        team_id: 'T0',
        trigger_id: `command-${++deliveries}`,
      }),
    /** What was answered last to a press. */
    responded: () => respondedLast,
    presses: (action: string, value: string) =>
      receives({
        ...interaction,
        type: 'block_actions',
        channel: { id: channel },
        response_url: responseUrl(),
        actions: [{ type: 'button', action_id: action, block_id: 'b', value }],
      }),
    searches: (action: string, value: string) =>
      receives({ ...interaction, type: 'block_suggestion', action_id: action, block_id: action, value }),
  };
}
