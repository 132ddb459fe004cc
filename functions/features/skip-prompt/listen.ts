import type { App, BlockAction, BlockButtonAction, StaticSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { laterBy } from '#domain/postmortem/later';
import { postmortems } from '#domain/postmortem/postmortem';
import { laterPressed, readAboutPrompts, readLater, skipPressed, watchedPressed } from '#slack-kit/postmortem-buttons';
import { privately, tryAnswer } from '#slack-kit/say';
import { when } from '#slack-kit/text';
import { type SkipPrompt, skipPrompt } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(skipPressed, async ({ ack, body, respond }) => {
    const { id, prompts } = readAboutPrompts(body.actions[0]?.value);
    await skip(id, { by: PersonId.parse(body.user.id), at: desk.now(), prompts, how: 'skipped' }, body.trigger_id);
    await ack();
    await tryAnswer(
      respond,
      said('That is fine: you are not asked that again. `/postmortem answer` opens it should something come to mind.'),
    );
  });

  app.action<BlockButtonAction>(watchedPressed, async ({ ack, body, respond }) => {
    const { id } = readAboutPrompts(body.actions[0]?.value);
    await skip(id, { by: PersonId.parse(body.user.id), at: desk.now(), prompts: [], how: 'watched' }, body.trigger_id);
    await ack();
    await tryAnswer(respond, said('Good to know: you are asked nothing more about that incident.'));
  });

  app.action<BlockAction<StaticSelectAction>>(laterPressed, async ({ ack, body, respond }) => {
    const { id, prompts, later } = readLater(body.actions[0]?.selected_option.value);
    const [by, at] = [PersonId.parse(body.user.id), desk.now()];
    const until = await laterBy(desk, id, by, later);
    await skip(id, { by, at, prompts, how: 'later', until }, body.trigger_id);
    await ack();
    await tryAnswer(respond, said(`You are asked again ${when(until, 'day and time')}, with what else there is that day.`));
  });

  const skip = (id: Parameters<typeof perform>[2], command: SkipPrompt, delivery: string) =>
    perform(desk, postmortems, id, skipPrompt, command, delivery);
}

const said = (text: string) => ({ ...privately(text), replace_original: false });
