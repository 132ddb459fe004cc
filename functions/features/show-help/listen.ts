import type { App } from '@slack/bolt';
import { context, section } from '#slack-kit/blocks';
import { onVerb } from '#slack-kit/commands';
import { usage } from '#slack-kit/help';
import { privately } from '#slack-kit/say';

export function listen(app: App) {
  onVerb(app, '/incident', 'help', async ({ ack }) => {
    const intro =
      '`/incident` opens the form; `/incident card payments failing` opens it with the title filled. Declaring is always right: it can be put right later.';
    await ack(
      privately('How to use /incident', [
        section(intro),
        ...Object.values(usage).map(section),
        context('Everything here can also be done with buttons in the incident channel.'),
      ]),
    );
  });
}
