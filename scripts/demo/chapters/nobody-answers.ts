import { type Chapter, handleOf, heard, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';

/** The question is asked again, of the next person, until somebody says "I've got it". */
export const nobodyAnswers: Chapter = async ({ tell, world, story }) => {
  const { checkout } = story;
  const room = checkout && (await world.channel(checkout.channel));
  if (!checkout || !room) return;
  tell.chapter('Nobody answers');
  tell.say(`@${checkout.onCall} does not answer. Five minutes pass.`);
  // Schedules keep whole seconds, and never wake before the time that was asked for.
  await world.pass(5 + 2 / 60);
  const workspace = await world.workspace();
  const escalated = standingFor(await world.messages(room), /\/escalated$/);
  tell.show(readable(escalated?.text ?? 'Nothing.', workspace));
  checkout.sideKick = handleOf(workspace, /<@(\w+)>/.exec(escalated?.text ?? '')?.[1] ?? '');
  tell.check(
    `the Side-kick, @${checkout.sideKick}, was asked after 5 minutes`,
    /No answer yet: asking <@\w+> \(Side-kick\)/.test(escalated?.text ?? '') && checkout.sideKick !== checkout.onCall,
  );
  const page = (await world.inbox(checkout.sideKick)).find(({ text }) => text.includes(checkout.id));
  if (page === undefined) return tell.check(`@${checkout.sideKick} has a direct message`, false);

  tell.say('', `@${checkout.sideKick} presses "I've got it" in the direct message.`);
  const { ackMs } = await world.press(checkout.sideKick, page, 'acknowledge-incident');
  await world.settle();
  const messages = await world.messages(room);
  tell.show(readable(standingFor(messages, /who-has-it$/)?.text ?? 'Nothing.', workspace));
  tell.check(`that took ${ackMs} ms, and the room heard it`, standingFor(messages, /who-has-it$/) !== undefined && ackMs < 3000);
  const card = asText(standingFor(messages, `${checkout.id}/card`)?.blocks ?? [], workspace);
  tell.check(`the card says so and asks no more`, card.includes(`@${checkout.sideKick} has it`) && !card.includes("I've got it"));

  const late = await world.command(checkout.onCall, 'ack', `#${checkout.channel}`);
  tell.say('', `@${checkout.onCall} comes back and types \`/incident ack\`:`);
  tell.show(heard(late.ephemeral, workspace));
  tell.check('being second is told, not hidden', heard(late.ephemeral, workspace).startsWith(`@${checkout.sideKick} already has it`));

  await world.pass(20);
  const rungs = (await world.messages(room)).filter((message) => standingFor([message], /\/escalated$/));
  tell.check('twenty minutes later nobody else has been asked', rungs.length === 1);
};
