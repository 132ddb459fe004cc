import { type Chapter, handleOf, heard, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';

/** Two people see the same thing: one incident, and both of their words on it. */
export const secondReport: Chapter = async ({ tell, world, story }) => {
  const { checkout } = story;
  const room = checkout && (await world.channel(checkout.channel));
  if (!checkout || !room) return;
  tell.chapter('Dan sees it too');
  tell.show('/incident declare sev2 pay page: my card is refused');
  const { ephemeral } = await world.command('dan', 'declare sev2 pay page: my card is refused');
  // Slack takes one message a second into a channel.
  await world.pass(1);
  const workspace = await world.workspace();
  tell.say('"pay page" is an alias of Checkout. Dan reads:');
  tell.show(asText(ephemeral[0]?.blocks ?? [], workspace));
  tell.check(`no second incident was opened: it is a report of ${checkout.id}`, heard(ephemeral, workspace) === `Added to ${checkout.id}.`);
  const report = standingFor(await world.messages(room), /\/report$/);
  tell.say('', `In #${room.name}:`);
  tell.show(readable(report?.text ?? 'Nothing.', workspace));
  tell.check("Dan's words are in the room", report?.text.includes('my card is refused') ?? false);
  const now = workspace.channels.find(({ id }) => id === room.id)?.members ?? [];
  tell.check('and so is Dan', now.map((member) => handleOf(workspace, member)).includes('dan'));
};
