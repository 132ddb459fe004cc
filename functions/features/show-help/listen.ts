import type { App } from '@slack/bolt';
import { context, section } from '#slack-kit/blocks';
import { onVerb } from '#slack-kit/commands';
import { usage } from '#slack-kit/help';
import { privately } from '#slack-kit/say';

export function listen(app: App) {
  onVerb(app, '/incident', 'help', async ({ ack }) => {
    const intro =
      '`/incident` opens the form; `/incident card payments failing` opens it with the title filled. Declaring is never wrong: when in doubt, declare.';
    await ack(
      privately('How to use /incident', [
        section(intro),
        ...Object.values(usage).map(section),
        context('A message can be declared too: its menu has “Declare an incident”. Who has it is one press in the incident channel.'),
      ]),
    );
  });
}
