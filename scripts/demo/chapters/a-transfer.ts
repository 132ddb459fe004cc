import { type Chapter, handleOf, heard, numberIn, standingFor } from '../chapter.ts';
import { asText, readable } from '../words.ts';

const line = 'transfer trade-portal to rooms-mpt emergency because Trade is dissolved at the end of the week';
const id = 'XFER-1';

/** A team goes and its service stays: it changes hands, and from that minute on incidents go to those who have it. */
export const aTransfer: Chapter = async ({ tell, world, story }) => {
  if (!story.checkout) return;
  tell.chapter('A service changes hands');
  tell.say('Claire answers for Trade Portal. Its team is about to go, and she asks Rooms to take it at once:');
  tell.show(`/service ${line}`);
  const { view } = await world.command('claire', line, '#general', '/service');
  const form = asText(view?.blocks ?? [], await world.workspace());
  tell.show(form.split('\n').find((said) => said.includes('can take this')) ?? form);
  tell.check('the form says what speaks against it before anybody is asked', /Rooms.* can take this/.test(form));
  const { ackMs } = await world.submit('claire', view, { because: 'team_disbanded' });
  await world.settle();
  const transfer = async () =>
    (await world.events()).filter(({ detail }) => detail.aggregate.id === id).map((event) => event['detail-type']);
  tell.check(`that is on record as ${id}, after ${ackMs} ms`, (await transfer()).includes('TransferRequested') && ackMs < 3000);

  const sent = async (who: string, effect: string) => standingFor(await world.inbox(who), new RegExp(`^${id}/${effect}/`));
  const question = await sent('niamh', 'answer');
  if (question === undefined) return tell.check('Niamh, who leads Rooms, is asked', false);
  tell.say('', 'Niamh, who leads Rooms, reads:');
  tell.show(asText(question.blocks ?? [], await world.workspace()));
  await world.press('niamh', question, 'answer-transfer-accept');
  await world.settle();
  const day = await sent('niamh', 'take');
  if (day === undefined) return tell.check('she can take it over', false);
  tell.say('', 'She accepts, and presses "Take ownership":');
  const taken = await world.press('niamh', day, 'complete-transfer');
  await world.settle();
  tell.show(heard(taken.ephemeral, await world.workspace()));
  tell.check('the transfer is complete', (await transfer()).at(-1) === 'OwnershipTransferred');
  const ownership = await world.channel('ownership');
  const announced = ownership && standingFor(await world.messages(ownership), /\/announcement$/);
  tell.say('', 'In #ownership everybody reads:');
  tell.show(readable(announced?.text ?? 'Nothing.', await world.workspace()));
  tell.check('it is announced, once', /belongs to Rooms/.test(announced?.text ?? ''));

  tell.chapter('And the next incident finds them');
  const declared = await world.command('dan', 'declare sev2 trade portal: orders of the trade are refused');
  const incident = numberIn(heard(declared.ephemeral, await world.workspace()));
  await world.settle();
  const workspace = await world.workspace();
  const room = await world.channel(`${incident.toLowerCase()}-`);
  if (room === undefined) return tell.check(`${incident} has a channel`, false);
  const card = asText(standingFor(await world.messages(room), `${incident}/card`)?.blocks ?? [], workspace);
  const call = standingFor(await world.messages(room), `${incident}/on-call-g1`);
  tell.show(readable(call?.text ?? 'Nothing.', workspace));
  const rooms = ['niamh', 'petr'];
  const members = room.members.map((member) => handleOf(workspace, member));
  tell.check(`${incident} is Rooms' from its first minute`, /Owner · .*Rooms/.test(card) && rooms.some((one) => members.includes(one)));
  tell.check('those who built it can be asked, and are not paged', /Built by trade/.test(call?.text ?? ''));
};
