import { type Chapter, heard, numberIn, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';
import type { Message, World } from '../world.ts';

const line = 'declare sev2 made to measure: orders to the workshops are not sent, the provider of our faxes is gone';
const prompts = /^PROMPTS-\w+\/[\d-]+\/(message|reply|nudge)$/;
const words = /workshop rang|looked red|every hour|second provider/;

/** What somebody was asked about incidents that are over, oldest first. */
const askedOf = async (world: World, who: string): Promise<Message[]> =>
  (await world.inbox(who)).filter((message) => standingFor([message], prompts));
const hourOf = ({ ts }: Message) => new Date(Number(ts) * 1000).toISOString().slice(11, 16);
const dayOf = ({ ts }: Message) => new Date(Number(ts) * 1000).toISOString().slice(0, 10);

/** The fire is out. Short questions reach those who were there, in their own day, and something comes of the answers. */
export const theDaysAfter: Chapter = async ({ tell, world, seldomSwept }) => {
  tell.chapter('The days after');
  const declared = await world.command('dan', line);
  const id = numberIn(heard(declared.ephemeral, await world.workspace()));
  await world.settle();
  await world.command('niamh', `ack ${id}`);
  await world.settle();
  const room = await world.channel(`${id.toLowerCase()}-`);
  if (room === undefined) return tell.check(`${id} has a channel`, false);
  const there = `#${room.name}`;
  await world.command('petr', 'note the provider does not answer the phone', there);
  await world.command('niamh', 'resolve workaround orders go by e-mail until there is another provider', there);
  await world.settle();
  const over = standingFor(await world.messages(room), /^PM-\d+\/over-/);
  tell.say(`Orders to the workshops were not sent, and nobody saw it. It is over. In ${there}:`);
  tell.show(readable(over?.text ?? 'Nothing.', await world.workspace()));
  tell.check('nobody has to remember it: it has an owner and a day', /due/.test(over?.text ?? '') && /drives it/.test(over?.text ?? ''));

  seldomSwept();
  await world.pass(20);
  const [first] = await askedOf(world, 'dan');
  if (first === undefined) return tell.check('Dan, who reported it, is asked', false);
  tell.say('', `A quarter of an hour later, at ${hourOf(first)} UTC, Dan, who was in two of them, reads all of it in one message:`);
  tell.show(asText(first.blocks ?? [], await world.workspace()));
  const { view: form } = await world.command('dan', `answer ${id}`, '#general', '/postmortem');
  await world.submit('dan', form, { 'answer:saw': 'A workshop rang: no order since Friday', 'answer:surprised': 'Nothing looked red' });

  const now = await world.clock();
  await world.pass(Math.round((Date.parse(`${now.slice(0, 10)}T10:05:00Z`) + 24 * 3_600_000 - Date.parse(now)) / 60_000));
  const people = ['dan', 'niamh', 'petr'];
  tell.say('', 'On the next morning:');
  for (const who of people) {
    const last = (await askedOf(world, who)).at(-1);
    tell.say(`@${who}, ${last ? hourOf(last) : 'never'} UTC`);
    tell.show(
      asText(last?.blocks ?? [], await world.workspace())
        .split('\n')
        .filter((said) => said.startsWith('•'))
        .join('\n') || 'Nothing.',
    );
  }
  const sent = await Promise.all(
    people.map(async (who) =>
      (await askedOf(world, who)).map((one) => `${who} ${dayOf(one)} ${one.metadata?.event_payload?.effect?.split('/').at(-1)}`),
    ),
  );
  tell.check('nobody got more than one message a day', new Set(sent.flat()).size === sent.flat().length);
  const hours = (await Promise.all(people.map((who) => askedOf(world, who)))).flat().map(hourOf);
  tell.check(
    'and none of them at night',
    hours.every((hour) => hour >= '08:00' && hour < '20:00'),
  );

  const five = (await world.command('dan', `answer ${id}`, '#general', '/postmortem')).view;
  await world.submit('dan', five, {
    'answer:detect': 'Count what could not be sent, every hour, and show it',
    'answer:prevent': 'Have a second provider',
  });
  const proposal = (await world.command('niamh', `improvements add ${id} Alert when an order waits for an hour`, '#general', '/postmortem'))
    .view;
  await world.submit('niamh', proposal, { question: 'detect', priority: 'high' });
  await world.settle();
  const { ephemeral } = await world.command('niamh', `show ${id}`, '#general', '/postmortem');
  const card = asText(ephemeral.at(-1)?.blocks ?? [], await world.workspace());
  const needs = card.split('\n').filter((said) => /^[✓○•] (?!IMP-)/.test(said));
  tell.say('', 'Niamh looks what it needs before it is whole:');
  tell.show(needs.join('\n'));
  tell.check(
    'it never ends by itself: what is missing is a list',
    needs.some((said) => !said.startsWith('✓')),
  );
  tell.check('what was proposed stands in it', card.includes('Alert when an order waits for an hour'));
  const told = (await world.events()).filter(({ detail }) => /^(PM|IMP)-/.test(detail.aggregate.id));
  tell.check(`${told.length} events tell of it, and none carries what people wrote`, told.length > 3 && !words.test(JSON.stringify(told)));
};
