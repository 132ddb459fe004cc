import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { type Block, buttonsOf, harrowHome, numberIn, openWorld, placeOf, questionIn, textOf, told, type World } from './world.ts';

/** AC3, the declaring part: Tuesday, 10 March 2026, in working hours. Lena is on call for the incident managers, Malik is their Side-kick. */
let world: World;
let id = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const identifying = (blocks: Block[] = []) => blocks.find(({ block_id }) => block_id.startsWith('identify-service'))?.elements ?? [];
const card = async (incident: string) => {
  const room = await world.roomOf(incident);
  const [message] = await world.said(room.id, `${incident}/card`);
  return { room, message, place: { channel: room.id, ts: message?.ts ?? '' } };
};

describe('AC3: the service is unknown', () => {
  test('"giftcards" names nothing, and the form offers what may have been meant and "I don\'t know"', async () => {
    const { view } = await world.types('@tom', 'giftcards page broken');
    expect(questionIn(view, 'title').initial_value).toBe('giftcards page broken');
    const { options } = await world.searches('@tom', { view: view?.id ?? '' }, 'service', 'giftcards');
    expect(options[0]?.value).toBe('gift-card-api');
    expect(options.at(-1)?.value).toBe('?');
    const answer = await world.submits('@tom', view, { service: '?', severity: 'sev2' });
    id = numberIn(answer.ack);
    expect(textOf(answer.view?.blocks)).toContain(`*${id}* is open, the channel is on its way.`);
    expect(textOf(answer.view?.blocks)).toContain('Nobody waits for it.');
  });

  test('it is open at once, routed to the incident managers and the lead of the service desk', async () => {
    await world.settle();
    const [declared, routed] = await world.events(id);
    expect(declared?.detail.data).toMatchObject({ service_id: null, severity: 'sev2' });
    expect(declared?.detail).not.toHaveProperty('service_id');
    expect(routed?.detail.data).toMatchObject({ owner: null, in_working_hours: true, facts: { owner: null, service_id: null } });
    expect(await world.handles(routed?.detail.data.swarm)).toEqual(['gwen', 'lena', 'malik', 'rosalind', 'tom']);
    expect(routed?.detail.data.ladder).toEqual([
      { role: 'on_call', people: ['U0LENA'] },
      { role: 'side_kick', people: ['U0MALIK'] },
      { role: 'lead', people: ['U0LENA'] },
      { role: 'management', people: ['U0LENA', 'U0MALIK', 'U0ROSALIND', 'U0GWEN'] },
    ]);
    const { room, message } = await card(id);
    expect(await world.peopleIn(room.id)).toEqual(['gwen', 'lena', 'malik', 'rosalind', 'tom']);
    expect(room.topic.value).toBe('SEV2 · unknown service · nobody has it yet');
    expect(textOf(message?.blocks)).toContain('*Which service is this?*');
    expect(textOf(message?.blocks)).toContain('not known yet: incident managers are asked');
    expect(identifying(message?.blocks).at(-1)).toMatchObject({ type: 'external_select', placeholder: { text: 'Set service' } });
  });

  test('six minutes later Lena sets checkout, and the team of checkout is swarmed', async () => {
    await world.passes(6 * 60);
    const { place } = await card(id);
    const { options } = await world.searches('@lena', place, 'identify-service:?', 'till');
    expect(options).toMatchObject([{ value: `${id} checkout`, text: { text: 'Checkout' } }]);
    await world.presses('@lena', place, 'identify-service:?', { option: `${id} checkout` });
    await world.settle();
    const changed = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentServiceChanged');
    expect(changed?.detail).toMatchObject({
      actor: { type: 'user', user_id: 'U0LENA' },
      service_id: 'checkout',
      data: { from: null, to: 'checkout' },
    });
    const routed = (await world.events(id)).findLast((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect(routed).toMatchObject({ owner: { team_id: 'team-checkout', ownership_version: 2, availability_target: 99.9 } });
    const { room, message } = await card(id);
    expect(await world.peopleIn(room.id)).toEqual(['bianca', 'george', 'gwen', 'huda', 'lena', 'malik', 'rosalind', 'toby', 'tom', 'yemi']);
    expect(room.topic.value).toBe('SEV2 · Checkout · Team Checkout · nobody has it yet');
    expect(textOf(message?.blocks)).not.toContain('Which service is this?');
    expect(room.bookmarks.map(({ title }) => title)).toEqual(['Runbook', 'Dashboard', 'Dashboard 2']);
    const page = (await world.inbox('@toby')).messages.find(({ text }) => text.startsWith(id));
    expect(textOf(page?.blocks)).toContain('You are asked as on call of Team Checkout.');
    expect(await world.timersOf(id)).toContain(`${id}-ladder-1-g2`);
  });

  test('setting it again changes nothing, and setting another says so', async () => {
    const before = (await world.events(id)).length;
    const status = await world.types('@lena', `status ${id}`);
    expect(told(status)).toContain('Checkout');
    await world.types('@toby', `ack ${id}`);
    await world.settle();
    expect(await world.events(id)).toHaveLength(before + 1);
  });

  test('in one line the near matches are buttons, and pressing one routes it', async () => {
    const answer = await world.types('@tom', 'declare sev2 giftcards: page broken');
    const other = numberIn(told(answer));
    expect(other).not.toBe(id);
    const [near] = buttonsOf(answer.ephemeral.at(-1)?.blocks);
    expect(near).toMatchObject({ action_id: 'identify-service:gift-card-api', text: { text: 'Gift Card API' } });
    await world.settle();
    const before = await card(other);
    expect(identifying(before.message?.blocks)[0]).toMatchObject({ type: 'button', action_id: 'identify-service:gift-card-api' });
    expect(identifying(before.message?.blocks).at(-1)?.type).toBe('external_select');
    expect((await world.events(other))[0]?.detail.data).toMatchObject({ service_id: null });

    await world.presses('@tom', placeOf(answer), 'identify-service:gift-card-api');
    await world.presses('@tom', placeOf(answer), 'identify-service:gift-card-api');
    await world.presses('@tom', before.place, 'identify-service:gift-card-api');
    await world.settle();
    expect((await world.story(other)).filter((type) => type === 'IncidentServiceChanged')).toHaveLength(1);
    const routed = (await world.events(other)).findLast((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect(routed).toMatchObject({
      owner: { team_id: 'team-checkout', support_model: 'sre_run_it' },
      facts: { service_id: 'gift-card-api' },
    });
    expect((await card(other)).room.topic.value).toContain('Gift Card API');
    expect(identifying((await card(other)).message?.blocks)).toEqual([]);
  });

  test('no service was made of it, and it stays searchable by nobody', async () => {
    const registered = (await world.events()).filter((event) => event['detail-type'] === 'ServiceRegistered');
    expect(registered.map(({ detail }) => detail.service_id)).not.toContain('giftcards');
    const { directory } = await world.store();
    expect((await directory.services()).map(({ slug }) => slug)).not.toContain('giftcards');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
