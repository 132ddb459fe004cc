import { type Chapter, heard, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';

/** The hour that matters: told, graded, measured, ended; each with one line in the room. */
export const theHour: Chapter = async ({ tell, world, story }) => {
  const { checkout } = story;
  const room = checkout && (await world.channel(checkout.channel));
  if (!checkout || !room) return;
  const { id, sideKick } = checkout;
  const there = `#${checkout.channel}`;
  const card = async () => asText(standingFor(await world.messages(room), `${id}/card`)?.blocks ?? [], await world.workspace());
  const last = async (effect: RegExp) => {
    const found = (await world.messages(room)).filter((message) => standingFor([message], effect)).at(-1);
    return readable(found?.text ?? 'Nothing.', await world.workspace());
  };
  const types = async (line: string) => {
    tell.show(`/incident ${line}`);
    const answer = await world.command(sideKick, line, there);
    await world.settle();
    return answer;
  };

  tell.chapter('The hour that matters');
  tell.say(`@${sideKick} works on it. It is ${(await world.clock()).slice(11, 16)} UTC. In ${there}:`);
  await types('update One gateway of two is down. Sending all payments through the other, ten minutes');
  tell.say(await last(/\/update$/));
  tell.check('the room reads it, and so does the card', (await card()).includes('One gateway of two is down'));

  tell.say('', 'It is worse than it looked:');
  await types('severity sev1 nobody can pay by card');
  tell.say(await last(/\/severity$/));
  tell.check(
    'the card says SEV1, and what it was before',
    /SEV1/.test(await card()) && (await card()).includes('declared SEV2, at worst SEV1'),
  );

  tell.say('', 'When customers were hurt, and how much, is said apart from that, and read back before it counts:');
  const asked = await types('impact partial 0.5 from 30 min ago');
  const back = asked.ephemeral.at(-1);
  tell.show(asText(back?.blocks ?? [], await world.workspace()));
  tell.check('nothing is on the card yet', !(await card()).includes('Customers hurt'));
  if (back) await world.press(sideKick, back, 'confirm-impact');
  await world.settle();
  tell.check('pressed, it is', /Customers hurt/.test(await card()));

  await world.pass(10);
  tell.say('', 'Ten minutes later the other gateway carries all of it:');
  const mitigated = await types('mitigate');
  tell.show(heard(mitigated.ephemeral, await world.workspace()));
  tell.check('customers are no longer hurt, and the impact ended with it', /40 min/.test(await card()));

  await world.pass(15);
  const resolved = await types('resolve workaround all payments go through the second gateway');
  tell.show(heard(resolved.ephemeral, await world.workspace()));
  tell.check('it is over, and the room knows how', (await last(/\/resolved$/)).includes('second gateway'));
  tell.check('a workaround asks for a permanent fix', heard(resolved.ephemeral, await world.workspace()).includes('permanent fix'));
  const announcements = await world.channel('incidents');
  const announced = announcements && standingFor(await world.messages(announcements), `${id}/announcement`);
  tell.check('#incidents says so too', announced?.text.includes('resolved') === true);

  tell.say('');
  await types('close');
  tell.check('it is closed: only when customers were hurt can still be corrected, and it can be opened again', closedCard(await card()));
};

const closedCard = (card: string) => card.includes('[ Reopen ]') && card.includes('[ Impact ]') && !card.includes('[ Resolve ]');
