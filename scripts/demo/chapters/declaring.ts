import { type Chapter, handleOf, heard, numberIn, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';

const line = 'declare sev2 checkout: card payments failing';

/** One line, and the team that owns the broken service is in the room with its on-call asked. */
export const declaring: Chapter = async ({ tell, world, story }) => {
  tell.chapter('Ana declares');
  tell.say(`It is ${(await world.clock()).slice(0, 16).replace('T', ' ')} UTC. Ana types in #general:`);
  tell.show(`/incident ${line}`);
  const { ackMs, ephemeral } = await world.command('ana', line);
  const answer = heard(ephemeral, await world.workspace());
  tell.say(`${ackMs} ms later she alone reads:`);
  tell.show(answer);
  const id = numberIn(answer);
  tell.check(`the incident was on record and acknowledged within Slack's 3 seconds`, ackMs < 3000 && answer.includes(`${id} is open`));

  tell.chapter('What follows by itself');
  await world.settle();
  const workspace = await world.workspace();
  const room = await world.channel(`${id.toLowerCase()}-`);
  if (room === undefined) return tell.check(`${id} has a channel`, false);
  const handles = room.members.map((member) => handleOf(workspace, member));
  tell.say(`Channel  #${room.name}`, `Topic    ${room.topic.value}`, `Members  ${handles.map((handle) => `@${handle}`).join(' ')}`);
  tell.check(`the channel is called #${id.toLowerCase()}-card-payments-failing`, room.name === `${id.toLowerCase()}-card-payments-failing`);
  const links = room.bookmarks.map(({ title }) => title);
  tell.check(`its bookmarks are ${links.join(', ')}`, links.includes('Runbook') && links.includes('Dashboard'));

  const messages = await world.messages(room);
  const card = standingFor(messages, `${id}/card`);
  const call = standingFor(messages, `${id}/on-call-g1`);
  if (card === undefined || call === undefined) return tell.check('the room has its card and its call', false);
  tell.say('', 'The pinned card:');
  tell.show(asText(card.blocks ?? [], workspace));
  tell.check('the card is pinned', room.pins.includes(card.ts));
  tell.check('the card names the team that owns Checkout, Payments', asText(card.blocks ?? [], workspace).includes('Owner · Payments'));

  tell.say('', 'And below it:');
  tell.show(readable(call.text, workspace));
  const onCall = handleOf(workspace, /<@(\w+)>/.exec(call.text)?.[1] ?? '');
  const team = workspace.users.filter(({ handle }) => ['grace', 'tomasz', 'mei', 'callum', 'farah', 'joel', 'ines'].includes(handle));
  tell.check(`@ana and @${onCall} are in the room`, handles.includes('ana') && handles.includes(onCall));
  tell.check(
    'so is the whole team, because these are its working hours',
    team.every((one) => handles.includes(one.handle)),
  );
  const page = (await world.inbox(onCall)).find(({ text }) => text.includes(id));
  tell.check(
    `@${onCall} was asked in a direct message with an "I've got it" button`,
    asText(page?.blocks ?? [], workspace).includes("[ I've got it ]"),
  );
  const announcements = await world.channel('incidents');
  const announced = announcements && (await world.messages(announcements)).some(({ text }) => text.includes(id));
  tell.check('#incidents was told', announced === true);
  story.checkout = { id, channel: room.name, onCall, sideKick: '' };
};
