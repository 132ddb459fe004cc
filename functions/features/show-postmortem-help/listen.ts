import type { App } from '@slack/bolt';
import { context, section } from '#slack-kit/blocks';
import { type Heard, onNoVerb, onVerb } from '#slack-kit/commands';
import { usage } from '#slack-kit/postmortem-help';
import { privately } from '#slack-kit/say';

const help = privately('How to use /postmortem', [
  section('We are here to learn how it happened, not who did what. The questions come by themselves, at good hours, one message a day.'),
  ...Object.values(usage).map((one) => section(one)),
  context('Whoever was there can answer; what they write is read by those who were there and by the owning team until it is published.'),
]);

export function listen(app: App) {
  onVerb(app, '/postmortem', 'help', async ({ ack }) => {
    await ack(help);
  });
  onNoVerb(app, '/postmortem', async ({ ack }: Heard) => {
    await ack(help);
  });
}
