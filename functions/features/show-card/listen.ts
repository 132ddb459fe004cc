import type { App } from '@slack/bolt';
import { linkPressed } from '#slack-kit/incident-buttons';

/** Slack tells us that a link was pressed, and wants to hear that we heard. */
export function listen(app: App) {
  app.action(linkPressed, async ({ ack }) => {
    await ack();
  });
}
