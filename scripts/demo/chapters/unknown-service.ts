import { type Chapter, heard, numberIn, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';

/** Not knowing the service never delays a declaration. */
export const unknownService: Chapter = async ({ tell, world }) => {
  tell.chapter('Rosa does not know what it is called');
  tell.show('/incident declare sev3 payment gatway thing: refunds are stuck');
  const { ephemeral, ackMs } = await world.command('rosa', 'declare sev3 payment gatway thing: refunds are stuck');
  const [said] = ephemeral;
  const before = await world.workspace();
  const id = numberIn(heard(ephemeral, before));
  tell.say(`${ackMs} ms later:`);
  tell.show(asText(said?.blocks ?? [], before));
  tell.check(`${id} is open all the same`, heard(ephemeral, before).includes(`${id} is open`));
  const offered = (said?.blocks ?? []).flatMap(({ elements = [] }) => elements).map(({ action_id }) => action_id ?? '');
  tell.check('near matches are offered, Payment Gateway among them', offered.includes('identify-service:payment-gateway'));
  await world.settle();
  const room = await world.channel(`${id.toLowerCase()}-`);
  if (said === undefined || room === undefined) return tell.check(`${id} has a channel before anybody knows the service`, false);
  const topic = async () => (await world.channel(room.name))?.topic.value ?? '';
  tell.check('it has a channel before anybody knows the service', (await topic()).includes('unknown service'));

  tell.say('', 'Rosa presses "Payment Gateway".');
  await world.press('rosa', said, 'identify-service:payment-gateway');
  await world.settle();
  tell.show(readable(await topic(), await world.workspace()));
  const card = asText(standingFor(await world.messages(room), `${id}/card`)?.blocks ?? [], await world.workspace());
  tell.check(
    'it is routed to the owner of Payment Gateway',
    card.includes('Owner · Payments') && (await topic()).includes('Payment Gateway'),
  );
};
