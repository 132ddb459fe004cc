import { type Chapter, heard, numberIn } from '../chapter.ts';
import { asText } from '../words.ts';

const words = 'card numbers in a log';

/** A private incident does not exist for those outside it. */
export const privateIncident: Chapter = async ({ tell, world, story }) => {
  tell.chapter('Joel declares a private one');
  tell.show(`/incident declare sev1 private checkout: ${words}`);
  const { ephemeral } = await world.command('joel', `declare sev1 private checkout: ${words}`);
  const id = numberIn(heard(ephemeral, await world.workspace()));
  await world.settle();
  const workspace = await world.workspace();
  const room = await world.channel(`${id.toLowerCase()}-`);
  tell.check(`${id} has a channel of its own, and that is private`, room?.is_private === true);
  const open = workspace.channels.filter(({ is_private, name }) => !is_private && name !== '');
  const public_ = (await Promise.all(open.map((channel) => world.messages(channel)))).flat();
  tell.check(
    `no public channel says a word about it (${open.length} were read)`,
    !public_.some((message) => `${message.text} ${asText(message.blocks ?? [], workspace)}`.match(new RegExp(`${id}\\b|${words}`))),
  );

  const outsider = 'rosa';
  const [list, status] = [await world.command(outsider, 'list'), await world.command(outsider, `status ${id}`)];
  const listed = asText(list.ephemeral[0]?.blocks ?? [], workspace);
  tell.say('', `@${outsider}, who is not in it, asks for the list and for ${id}:`);
  tell.show(listed);
  tell.show(heard(status.ephemeral, workspace));
  tell.check(
    `the list does not have ${id} for them`,
    !listed.includes(id) && (story.checkout === undefined || listed.includes(story.checkout.id)),
  );
  tell.check('asked for by its number, it does not exist', heard(status.ephemeral, workspace).startsWith('There is no such incident.'));
  const own = await world.command('joel', 'list');
  tell.check('Joel has it in his list', asText(own.ephemeral[0]?.blocks ?? [], workspace).includes(id));
  const events = (await world.events()).filter(({ detail }) => detail.aggregate.id === id);
  tell.check(
    `its ${events.length} events on the bus say private and carry none of its words`,
    events.length > 0 && events.every(({ detail }) => detail.private === true && !JSON.stringify(detail).includes(words)),
  );
};
