import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { IncidentEvent } from '#domain/incident/events';
import { PersonId } from '#domain/person/person';
import { gapsIn } from '#domain/postmortem/gaps';
import { momentsMissing } from '#domain/postmortem/moments';
import { answeredBy, answersShown, artifactsShown, shownTo } from '#domain/postmortem/showing';
import { type AboutPart, partPressed, readPart } from '#slack-kit/known-buttons';
import { openOver } from '#slack-kit/opening';
import { readPostmortem, showPressed } from '#slack-kit/postmortem-buttons';
import { onPostmortemVerb } from '#slack-kit/postmortem-commands';
import { postmortemHelp } from '#slack-kit/postmortem-help';
import { privately, tryAnswer } from '#slack-kit/say';
import { card, shownIn } from './card.ts';
import { answersPage, artifactsPage, gapsPage, improvementsPage, pageOf } from './list.ts';

/** Shown to whoever asks; who may read it is looked at anew for each page. */
export function listen(app: App, desk: Desk) {
  onPostmortemVerb(app, desk, 'show', async ({ ack, id, by, rest }) => {
    if (rest !== '') return ack(postmortemHelp('show'));
    const { text, blocks } = card(await shownTo(desk, id, by));
    await ack(privately(text, blocks));
  });

  app.action<BlockButtonAction>(showPressed, async ({ ack, body, client, respond }) => {
    const id = readPostmortem(body.actions[0]?.value);
    const { text, blocks } = card(await shownTo(desk, id, PersonId.parse(body.user.id)));
    if (body.view !== undefined) await openOver(client, body, shownIn(id, blocks));
    await ack();
    if (body.view === undefined) await tryAnswer(respond, { ...privately(text, blocks), replace_original: false });
  });

  app.action<BlockButtonAction>(partPressed, async ({ ack, body, client, respond }) => {
    const about = readPart(body.actions[0]?.value);
    const { text, blocks } = await page(about, PersonId.parse(body.user.id), body.team?.domain);
    if (body.view?.type === 'modal') await client.views.update({ view_id: body.view.id, view: shownIn(about.id, blocks) });
    await ack();
    if (body.view === undefined) await tryAnswer(respond, { ...privately(text, blocks), replace_original: true });
  });

  async function page({ id, part, from, key }: AboutPart, by: PersonId, workspace: string | undefined) {
    const shown = await shownTo(desk, id, by);
    const { postmortem } = shown.view;
    const text = `${postmortem.incident}: postmortem`;
    switch (part) {
      case 'card':
        return card(shown);
      case 'answers': {
        const box = key ?? 'detect';
        const people = answeredBy(postmortem, box);
        const answers = await answersShown(desk, id, box, people.slice(from, from + pageOf.answers));
        return { text, blocks: answersPage(shown, box, from, answers, people.length) };
      }
      case 'artifacts':
        return { text, blocks: artifactsPage(shown, from, await artifactsShown(desk, id, from, pageOf.artifacts), workspace) };
      case 'improvements':
        return { text, blocks: improvementsPage(shown, from) };
      case 'timeline': {
        const log = (await desk.log.events(postmortem.incident, 0)).map(({ body }) => IncidentEvent.parse(body));
        return { text, blocks: gapsPage(shown, gapsIn(log, momentsMissing(shown.view))) };
      }
      default:
        return part satisfies never;
    }
  }
}
