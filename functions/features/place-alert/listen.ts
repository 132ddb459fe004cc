import type { App, BlockAction, BlockButtonAction, ExternalSelectAction } from '@slack/bolt';
import { Alert, alertRef, alerts, timesCame } from '#domain/alert/alert';
import { AlertId } from '#domain/alert/alert-id';
import { raise, type Taken } from '#domain/alert/raising';
import { viewOf } from '#domain/alert/view';
import type { Desk } from '#domain/desk';
import { type Incident, type IncidentId, incidents, mayKnow } from '#domain/incident/incident';
import { counterKey, serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { type Person, PersonId, personRef } from '#domain/person/person';
import { headRef, type Ref } from '#domain/records';
import { search } from '#domain/service/search';
import { type ServiceSlug, services } from '#domain/service/service';
import { judged, readJudged } from '#slack-kit/alert-buttons';
import { option } from '#slack-kit/blocks';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { privately, tryAnswer } from '#slack-kit/say';
import { named } from '#slack-kit/text';
import { placed, readPlaced } from './buttons.ts';
import { judgeAlert, nameService, placeAlert, refuseUnlessMember } from './decide.ts';
import { list, type Row, turned } from './list.ts';

const pageSize = 10;

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'alerts', async ({ ack, payload: { user_id, text }, rest }) => {
    if (rest !== '') return ack(verbHelp('alerts', text));
    await ack(privately('Alerts that wait', await page(desk, PersonId.parse(user_id))));
  });

  app.action<BlockButtonAction>(turned, async ({ ack, body, respond }) => {
    const blocks = await page(desk, PersonId.parse(body.user.id), body.actions[0]?.value);
    await ack();
    await tryAnswer(respond, { ...privately('Alerts that wait', blocks), replace_original: true });
  });

  app.action<BlockAction<ExternalSelectAction>>(placed, async ({ ack, body, respond }) => {
    const { id, service } = readPlaced(body.actions[0]?.selected_option?.value);
    const by = PersonId.parse(body.user.id);
    const became = await place(desk, { id, service, by }, body.trigger_id);
    await ack();
    const now = became?.incident && (await mayHear(desk, became.incident, by)) ? ` *${became.incident}* is about it.` : '';
    await tryAnswer(respond, { ...privately(`It belongs to ${named(service)} from here on.${now}`), replace_original: false });
  });

  app.options(placed, async ({ ack, payload: { value, block_id } }) => {
    const found = search(await desk.directory.services(), value, 100);
    await ack({ options: found.map(({ slug, name }) => option(`${block_id.split(' ')[1]} ${slug}`, name)) });
  });

  app.action<BlockButtonAction>(judged, async ({ ack, body, respond }) => {
    const { id, noise } = readJudged(body.actions[0]?.value);
    await perform(desk, alerts, id, judgeAlert, { by: PersonId.parse(body.user.id), at: desk.now(), noise }, body.trigger_id);
    await ack();
    const said = noise
      ? 'It is noise from here on: counted, and nobody is asked. `/incident alerts` has it, should it be none after all.'
      : 'It is no noise any more: the next time it counts.';
    await tryAnswer(respond, { ...privately(said), replace_original: false });
  });
}

/** It may have become private since. */
async function mayHear(desk: Desk, id: IncidentId, by: PersonId): Promise<boolean> {
  const [head] = await desk.records.load([headRef(incidents, id)] as Ref<unknown>[]);
  const incident = head?.value as Incident;
  return incident.state !== 'none' && mayKnow(incident, by);
}

/** The name first: whoever is cut off between the steps presses again, and nothing happens twice. What still goes on is declared at once. */
async function place(
  desk: Desk,
  { id, service, by }: { id: AlertId; service: ServiceSlug; by: PersonId },
  delivery: string,
): Promise<Taken | undefined> {
  const [head] = await desk.records.load([alertRef(id)] as Ref<unknown>[]);
  const alert = head?.value as Alert;
  if (alert.state === 'known') {
    const { key } = viewOf(id, alert, head?.words ?? {});
    await perform(desk, services, serviceId(service), nameService, { by, at: desk.now(), key });
  }
  await perform(desk, alerts, id, placeAlert, { by, at: desk.now(), service }, delivery);
  if (alert.state === 'none' || !alert.firing) return undefined;
  const { source, severity } = alert;
  return raise(desk, { ...viewOf(id, alert, head?.words ?? {}), source, severity, names: [service] });
}

async function page(desk: Desk, by: PersonId, cursor?: string) {
  const [viewer] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
  refuseUnlessMember(viewer?.value as Person);
  const { heads, next } = await desk.lists.page('alerts', pageSize, cursor);
  const counts =
    heads.length === 0
      ? []
      : await desk.records.load(heads.map(({ id }) => ({ key: counterKey(timesCame(AlertId.parse(id))), read: () => undefined })));
  const rows = heads.flatMap(({ id, state, words }, index): Row[] => {
    const alert = Alert.parse(state);
    return alert.state === 'none' ? [] : [{ ...viewOf(AlertId.parse(id), alert, words), came: counts[index]?.version ?? 0 }];
  });
  return list(rows, next);
}
