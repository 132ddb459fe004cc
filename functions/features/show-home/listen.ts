import type { App, BlockAction, ButtonAction, ExternalSelectAction, StaticSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { noteOpened } from '#domain/home/opened';
import { openFor } from '#domain/incident/board';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { search } from '#domain/service/search';
import { option } from '#slack-kit/blocks';
import { filtered, homeView, read, serviceSearched } from './home.ts';
import { publishHome } from './publish.ts';

type Pressed = BlockAction<ButtonAction | StaticSelectAction | ExternalSelectAction>;

export function listen(app: App, desk: Desk) {
  app.event('app_home_opened', async ({ payload, client }) => {
    if (payload.tab !== 'home') return;
    const person = PersonId.parse(payload.user);
    await noteOpened(desk, person, (before) => ({ ...before, page: 1 }));
    await publishHome(desk, person, async (home) => void (await client.views.publish({ user_id: person, view: homeView(home) })));
  });

  app.action<Pressed>(filtered, async ({ ack, body, client }) => {
    const person = PersonId.parse(body.user.id);
    const [action] = body.actions;
    await noteOpened(desk, person, (before) => (action === undefined ? before : read(pressed(action), before)));
    await publishHome(desk, person, async (home) => void (await client.views.publish({ user_id: person, view: homeView(home) })));
    await ack();
  });

  app.options(serviceSearched, async ({ ack, body, payload: { value } }) => {
    const by = PersonId.parse(body.user.id);
    const [found] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
    const [open, services] = await Promise.all([openFor(desk.boards, by, found?.value as Person), desk.directory.services()]);
    const hurt = new Set<string | null>(open.map(({ service }) => service));
    const offered = search(
      services.filter(({ slug }) => hurt.has(slug)),
      value,
      100,
    );
    await ack({ options: offered.map(({ slug, name }) => option(slug, name)) });
  });
}

const pressed = (action: Pressed['actions'][number]) =>
  action.type === 'button'
    ? { action_id: action.action_id, value: action.value }
    : { action_id: action.action_id, chosen: action.selected_option?.value };
