import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, questionIn, textOf, told, type World } from './world.ts';

/** Tuesday, 14:02 in London: everybody is at work. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

describe('in the form', () => {
  test('/incident opens it in one call to Slack, with the person as reporter', async () => {
    const before = await world.trafficSoFar();
    const { view, ack, ackMs } = await world.types('@tom', '');
    expect((await world.traffic(before)).filter(({ kind }) => kind === 'slack-api').map(({ method }) => method)).toEqual(['views.open']);
    expect(ack).toBeNull();
    expect(ackMs).toBeLessThan(3000);
    expect(view?.blocks.map(({ block_id }) => block_id)).toEqual([
      'title',
      'service',
      'severity',
      'symptoms',
      'detected_by',
      'reported_by',
      'options',
      'over_already',
    ]);
    expect(questionIn(view, 'reported_by').initial_user).toBe('U0TOM');
    expect(questionIn(view, 'title').initial_value).toBeUndefined();
    const severities = questionIn(view, 'severity').options ?? [];
    expect(severities.map(({ value }) => value)).toEqual(['sev1', 'sev2', 'sev3', 'sev4']);
    for (const { description } of severities) expect(description?.text).toMatch(/^\w.{20,74}$/);
    expect(questionIn(view, 'options').options?.map(({ value }) => value)).toEqual(['private', 'drill']);
  });

  test.each([
    ['a name', 'Gift', 'gift-card-api'],
    ['an alias', 'beds', 'bedroom'],
    ['a journey', 'pay-for-order', 'checkout'],
    ['an alert key', 'bedroom-basket', 'bedroom'],
    ['a pasted URL', 'https://www.example.com/checkout/step-2?basket=7#pay', 'checkout'],
  ])('the service is found by %s', async (_, query, slug) => {
    const { view } = await world.types('@tom', '');
    const { options } = await world.searches('@tom', { view: view?.id ?? '' }, 'service', query);
    expect(options[0]?.value).toBe(slug);
    expect(options.at(-1)?.value).toBe('?');
  });

  test('"I don\'t know" is always there, whatever is searched for', async () => {
    const { view } = await world.types('@tom', '');
    const offered = async (query: string) => (await world.searches('@tom', { view: view?.id ?? '' }, 'service', query)).options;
    expect((await offered(''))[0]).toMatchObject({ value: '?', text: { text: "I don't know" } });
    expect(await offered('xyzzy')).toMatchObject([{ value: '?' }]);
    expect((await offered('e')).at(-1)?.value).toBe('?');
    expect(questionIn(view, 'service').initial_option?.value).toBe('?');
  });

  test('what is filled in is on record, and all of it reaches the channel', async () => {
    const { view } = await world.types('@tom', '');
    const answer = await world.submits('@tom', view, {
      title: "Customers can't add beds to basket",
      service: 'bedroom',
      severity: 'sev1',
      symptoms: 'A blank page after "Add to basket"',
      detected_by: 'customer',
      reported_by: '@wanda',
      options: ['drill'],
    });
    expect(answer.ack).toMatchObject({ response_action: 'update' });
    const id = numberIn(answer.ack);
    expect(textOf(answer.view?.blocks)).toContain(`*${id}* is open, the channel is on its way.`);
    await world.settle();
    const [declared] = await world.events(id);
    expect(declared).toMatchObject({
      'detail-type': 'IncidentDeclared',
      detail: {
        event_id: `${id}/1`,
        actor: { type: 'user', user_id: 'U0TOM' },
        service_id: 'bedroom',
        data: { severity: 'sev1', service_id: 'bedroom', private: false, drill: true, detected_by: 'customer', reported_by: 'U0WANDA' },
      },
    });
    const room = await world.roomOf(id);
    expect(room.name).toBe(`${id.toLowerCase()}-customers-can-t-add-beds-to-basket`);
    const [card] = await world.said(room.id, `${id}/card`);
    for (const word of ['DRILL', 'SEV1', 'Bedroom', 'A blank page after "Add to basket"', 'customer', '<@U0TOM>', '<@U0WANDA>'])
      expect(textOf(card?.blocks)).toContain(word);
    expect(await world.peopleIn(room.id)).toContain('wanda');
  });

  test.each([
    ['free text', 'card payments failing', 'card payments failing'],
    ['text that begins with no verb', 'sev2 checkout: it is slow', 'sev2 checkout: it is slow'],
    ['text with markup', 'a & b < c', 'a & b < c'],
  ])('%s opens it with the title filled, and declares nothing', async (_, text, title) => {
    const before = await world.trafficSoFar();
    const { view, ack } = await world.types('@tom', text);
    expect(questionIn(view, 'title').initial_value).toBe(title);
    expect(ack).toBeNull();
    const calls = (await world.traffic(before)).filter(({ kind }) => kind === 'slack-api');
    expect(calls.map(({ method }) => method)).toEqual(['views.open']);
  });

  test('a title that is too long is cut at 150 characters, and what customers see keeps all of it', async () => {
    const text = `checkout breaks ${'again and '.repeat(40)}again`;
    const { view } = await world.types('@tom', text);
    expect(questionIn(view, 'title').initial_value).toHaveLength(150);
    expect(questionIn(view, 'symptoms').initial_value).toBe(text);
  });

  test('the global shortcut opens it empty', async () => {
    const { view } = await world.shortcut('@tom', 'declare-incident');
    expect(view?.callback_id).toBe('declare-incident');
    expect(questionIn(view, 'title').initial_value).toBeUndefined();
    const answer = await world.submits('@tom', view, { title: 'From the shortcut', service: 'rugs', severity: 'sev4' });
    expect(textOf(answer.view?.blocks)).toContain('is open, the channel is on its way.');
  });

  test('the shortcut on a message fills it from the message and leads back to it', async () => {
    const message = await world.writes('@gwen', '#general', 'The lamps page shows <nothing> & no prices');
    const general = await world.channel('general');
    const { view } = await world.shortcut('@tom', 'declare-incident-from-message', { channel: '#general', ts: message?.ts });
    expect(questionIn(view, 'title').initial_value).toBe('The lamps page shows <nothing> & no prices');
    const id = numberIn((await world.submits('@tom', view, { service: 'lighting', severity: 'sev3' })).ack);
    await world.settle();
    const [card] = await world.said((await world.roomOf(id)).id, `${id}/card`);
    const link = `https://harrow-home.slack.com/archives/${general.id}/p${message?.ts.replace('.', '')}`;
    expect(textOf(card?.blocks)).toContain(`<${link}|the message it was declared from>`);
  });
});

describe('in one line', () => {
  test.each([
    ['declare sev3 mattress: by name', { severity: 'sev3', service_id: 'mattress' }, 'by name'],
    ['declare Sev1 stock levels: by alias', { severity: 'sev1', service_id: 'stock-feed' }, 'by alias'],
    ['declare journey: find-my-store: by journey', { severity: 'sev2', service_id: 'store-locator' }, 'by journey'],
    ['declare alert: plant-guide-5xx: by alert', { severity: 'sev2', service_id: 'plant-guide' }, 'by alert'],
    [
      'declare sev4 https://suppliers.example.com/orders/8?x=1: by address',
      { severity: 'sev4', service_id: 'supplier-orders' },
      'by address',
    ],
    [
      'declare drill sev3 barbecues: options in any order',
      { severity: 'sev3', service_id: 'barbecues', drill: true },
      'options in any order',
    ],
    ['DECLARE fax-dispatch:no space', { severity: 'sev2', service_id: 'fax-dispatch' }, 'no space'],
    ['declare ?: nobody knows: really', { severity: 'sev2', service_id: null }, 'nobody knows: really'],
  ])('"/incident %s" declares at once, without a form', async (text, expected, title) => {
    const before = await world.trafficSoFar();
    const answer = await world.types('@tom', text);
    expect(answer.view).toBeUndefined();
    const id = numberIn(told(answer));
    expect(told(answer)).toContain(`*${id}* is open, the channel is on its way.`);
    expect(answer.ackMs).toBeLessThan(3000);
    expect((await world.traffic(before)).filter(({ method }) => method.startsWith('views.'))).toEqual([]);
    await world.settle();
    const [declared] = await world.events(id);
    expect(declared?.detail.data).toMatchObject({ private: false, drill: false, reported_by: 'U0TOM', ...expected });
    expect((await world.roomOf(id)).purpose.value).toBe(`${id}: ${title}`);
    await world.passes(30);
  });

  test('a verb that cannot be read gets its own help and a button that declares the words', async () => {
    const answer = await world.types('@tom', 'declare the shop is <down> & out');
    expect(told(answer)).toContain('/incident declare sev2 checkout: card payments failing');
    const [button] = buttonsOf(answer.ephemeral.at(-1)?.blocks);
    expect(button?.text?.text).toBe('Declare it as an incident');
    const before = (await world.events()).length;
    await world.settle();
    expect(await world.events()).toHaveLength(before);

    const pressed = await world.presses('@tom', placeOf(answer), button?.action_id ?? '');
    const id = numberIn(told(pressed));
    await world.settle();
    expect((await world.events(id))[0]?.detail.data).toMatchObject({ service_id: null, severity: 'sev2' });
    expect((await world.roomOf(id)).purpose.value).toBe(`${id}: declare the shop is &lt;down&gt; &amp; out`);
  });

  test.each(['list everything please', 'status of the checkout', 'ack the one from yesterday', 'unack it now'])(
    '"/incident %s" gets the help of its verb and does nothing',
    async (text) => {
      const answer = await world.types('@tom', text);
      expect(told(answer)).toContain(`\`/incident ${text.split(' ')[0]}`);
      expect(buttonsOf(answer.ephemeral.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual(['Declare it as an incident']);
    },
  );

  test('help shows every verb by example', async () => {
    const said = told(await world.types('@tom', 'help'));
    for (const verb of ['declare', 'list', 'status', 'ack', 'unack']) expect(said).toContain(`/incident ${verb}`);
  });

  test('in an incident channel a word that is nearly a verb asks back, elsewhere it is a title', async () => {
    const id = numberIn(told(await world.types('@tom', 'declare sev4 rugs: near verbs')).toString());
    await world.settle();
    const { name } = await world.roomOf(id);
    for (const [typed, meant] of [
      ['stauts', 'status'],
      ['lst', 'list'],
      ['acks', 'ack'],
    ]) {
      const answer = await world.types('@tom', typed ?? '', `#${name}`);
      expect(told(answer)).toContain(`Did you mean \`/incident ${meant}\`? Nothing has been done yet.`);
      expect(answer.view).toBeUndefined();
    }
    expect((await world.types('@tom', 'stauts')).view?.callback_id).toBe('declare-incident');
    expect((await world.types('@tom', 'payments fail', `#${name}`)).view?.callback_id).toBe('declare-incident');
  });
});

describe('asking and answering', () => {
  let id = '';
  let room = '';
  beforeAll(async () => {
    id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: sheets are gone')));
    await world.passes(60);
    room = (await world.roomOf(id)).id;
  });

  test('status says where it stands, in its channel and by its number anywhere', async () => {
    const here = told(await world.types('@tom', 'status', room));
    for (const word of [id, 'SEV2', 'sheets are gone', 'Bedroom', 'Team Bedroom', 'nobody has it yet', `<#${room}>`, 'on call: <@U0ASHA>'])
      expect(here).toContain(word);
    for (const spelling of [id, id.toLowerCase(), id.slice(4)]) expect(told(await world.types('@poppy', `status ${spelling}`))).toBe(here);
    expect(told(await world.types('@tom', 'status'))).toContain('not an incident channel');
    expect(told(await world.types('@tom', 'status INC-99999'))).toContain('There is no such incident');
  });

  test('who presses the button in the channel has it, and everyone sees so', async () => {
    const [call] = await world.said(room, `${id}/on-call-g1`);
    await world.presses('@asha', { channel: room, ts: call?.ts ?? '' }, 'acknowledge-incident');
    await world.settle();
    expect((await world.roomOf(id)).topic.value).toContain('<@U0ASHA> has it');
    const [card] = await world.said(room, `${id}/card`);
    expect(textOf(card?.blocks)).toContain('<@U0ASHA> has it');
    expect(buttonsOf(card?.blocks).map(({ action_id }) => action_id)).not.toContain('acknowledge-incident');
    const [line] = await world.said('#incidents', `${id}/announcement`);
    expect(line?.text).toContain('<@U0ASHA> has it');
    const [page] = (await world.inbox('@asha')).messages.filter(({ text }) => text.startsWith(id));
    expect(textOf(page?.blocks)).toContain('<@U0ASHA> has it');
    expect(buttonsOf(page?.blocks)).toEqual([]);
    expect((await world.messages(room)).filter(({ text }) => text === '<@U0ASHA> has it.')).toHaveLength(1);
    expect((await world.events(id)).filter((event) => event['detail-type'] === 'IncidentAcknowledged')).toMatchObject([
      { detail: { data: { by: 'U0ASHA', facts: { acknowledged_by: 'U0ASHA' } } } },
    ]);
  });

  test('the second one is told who was first; the first one twice is the same as once', async () => {
    expect(told(await world.types('@ben', `ack ${id}`))).toContain('<@U0ASHA> already has it');
    expect(told(await world.types('@asha', 'ack', room))).toContain(`You have ${id}`);
    await world.settle();
    expect((await world.story(id)).filter((type) => type === 'IncidentAcknowledged')).toHaveLength(1);
  });

  test('only who has it gives it back; then it is asked anew, by direct message too', async () => {
    expect(told(await world.types('@ben', `unack ${id}`))).toContain('only they can give it back');
    expect(told(await world.types('@asha', 'unack', room))).toContain(`You no longer have ${id}`);
    await world.passes(10);
    expect((await world.roomOf(id)).topic.value).toContain('nobody has it yet');
    expect((await world.messages(room)).filter(({ text }) => text.includes('no longer has it. Asking again'))).toHaveLength(1);
    const pages = (await world.inbox('@asha')).messages.filter(({ text }) => text.startsWith(id));
    expect(pages).toHaveLength(2);
    expect(buttonsOf(pages.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual(["I've got it"]);
    const [first, second] = pages;
    await world.presses('@asha', { channel: (await world.inbox('@asha')).channel, ts: second?.ts ?? '' }, 'acknowledge-incident');
    await world.settle();
    const after = (await world.inbox('@asha')).messages.filter(({ ts }) => [first?.ts, second?.ts].includes(ts));
    for (const { blocks } of after) expect(buttonsOf(blocks)).toEqual([]);
    expect(await world.rungsArmed(id)).toEqual([]);
    expect((await world.events(id)).at(-1)?.detail.data.facts).toMatchObject({ unacknowledged_count: 1, acknowledged_by: 'U0ASHA' });
  });

  test('25 open incidents are listed ten at a time, newest first, each once', async () => {
    for (let n = 0; n < 25; n++) await world.types('@tom', `declare sev4 ?: listed ${n}`);
    const first = await world.types('@wanda', 'list');
    const listed = [told(first)];
    for (let page = first; buttonsOf(page.ephemeral.at(-1)?.blocks).length > 0; ) {
      page = await world.presses('@wanda', placeOf(page), 'list-incidents');
      listed.push(told(page));
    }
    const ids = listed.join('\n').match(/INC-\d+/g) ?? [];
    const all = new Set((await world.events()).map(({ detail }) => detail.aggregate.id).filter((one) => one.startsWith('INC-')));
    expect(listed.slice(0, -1).map((page) => page.match(/INC-\d+/g)?.length)).toEqual(listed.slice(0, -1).map(() => 10));
    expect(new Set(ids)).toEqual(all);
    expect(ids).toHaveLength(all.size);
    expect(ids.map((one) => Number(one.slice(4)))).toEqual(ids.map((one) => Number(one.slice(4))).toSorted((a, b) => b - a));
    expect(listed[0]).toContain('listed 24');
    // More than Slack makes in a minute: they wait, and all of them get their channel.
    await world.passes(180);
    for (const one of all) expect((await world.roomOf(one)).id).toMatch(/^C/);
  });
});

test('in all of this nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
