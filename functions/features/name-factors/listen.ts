import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { lookAtPostmortem } from '#domain/postmortem/looked-at';
import { factorsOf, ownFactorsRef } from '#domain/postmortem/own-factors';
import { postmortems } from '#domain/postmortem/postmortem';
import type { Factor } from '#domain/postmortem/prompt';
import type { Ref } from '#domain/records';
import { factorsPressed } from '#slack-kit/known-buttons';
import { openOver } from '#slack-kit/opening';
import { readPostmortem } from '#slack-kit/postmortem-buttons';
import { factorName } from '#slack-kit/postmortem-words';
import { nameFactors } from './decide.ts';
import { factorOption, factorsModal, names, read, submitted } from './modal.ts';

const mostOptions = 100;

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(factorsPressed, async ({ ack, body, client }) => {
    const { view } = await lookAtPostmortem(desk, readPostmortem(body.actions[0]?.value), PersonId.parse(body.user.id));
    await openOver(client, body, factorsModal(view));
    await ack();
  });

  app.options(names.factors, async ({ ack, payload: { value } }) => {
    const [own] = await desk.records.load([ownFactorsRef] as Ref<unknown>[]);
    const wanted = value.trim().toLowerCase();
    const found = factorsOf((own?.value ?? []) as Factor[]).filter((factor) => factorName(factor).toLowerCase().includes(wanted));
    await ack({ options: found.slice(0, mostOptions).map(factorOption) });
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, ...said } = read(view);
    const command = { ...said, by: PersonId.parse(body.user.id), at: desk.now() };
    await perform(desk, postmortems, id, nameFactors, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
