import type { Effect, Outcome } from '#domain/effects';
import { inOne } from '#domain/in-one';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform, type Stage } from '#domain/perform';
import { learnMessage } from '#features/follow-message/decide';
import { readMessage } from '#features/follow-message/read';
import { recordChannel } from '#features/open-channel/decide';
import { recordPage } from '#features/page-people/decide';
import { recordTeamPage } from '#features/page-team/decide';
import { recordCallout } from '#features/record-callout/decide';
import { unescaped } from '#slack-kit/text';

/** Whoever was reached outside of their hours was called out by that. */
const recordReached = inOne(incidents, recordPage, recordCallout);

/** What came of an effect is on record before it is in the ledger, where the record wants to know; answers whether it does. */
export async function recordOutcome(stage: Stage, id: IncidentId, effect: Effect, outcome: Outcome): Promise<boolean> {
  const at = stage.now();
  switch (effect.kind) {
    case 'open-channel': {
      if (outcome.kind !== 'channel' && outcome.kind !== 'refused') return false;
      await perform(stage, incidents, id, recordChannel, { at, outcome, hidden: effect.private });
      return true;
    }
    case 'page': {
      const { person, rung, generation } = effect;
      const page = { at, person, rung, generation, outcome };
      if (outcome.kind === 'refused') await perform(stage, incidents, id, recordPage, page, `page.${effect.key}`);
      else await perform(stage, incidents, id, recordReached, page, `page.${effect.key}`);
      return true;
    }
    case 'message': {
      if (effect.asks === undefined || outcome.kind === 'refused') return false;
      await perform(stage, incidents, id, recordCallout, { at, ...effect.asks }, `callout.${effect.key}`);
      return true;
    }
    case 'read-message':
      await learn(stage, id, effect, outcome);
      return true;
    case 'pager': {
      if (effect.act !== 'trigger') return false;
      const { team, generation, pager } = effect;
      await perform(stage, incidents, id, recordTeamPage, { at, team, generation, pager, outcome }, `page.${effect.key}`);
      return true;
    }
    default:
      return false;
  }
}

async function learn(stage: Stage, id: IncidentId, { channel, ts }: { channel: string; ts: string }, outcome: Outcome): Promise<void> {
  const asked = { at: stage.now(), message: { channel, ts } };
  if (outcome.kind === 'found') {
    const heard = readMessage(outcome.message);
    await perform(stage, incidents, id, learnMessage, { ...asked, heard: { ...heard, body: unescaped(heard.body) } });
  }
  const missing = outcome.kind === 'refused' && ['message_not_found', 'thread_not_found'].includes(outcome.code);
  if (missing) await perform(stage, incidents, id, learnMessage, { ...asked, gone: true });
}
