import { transfers } from '#domain/transfer/transfer';
import { acceptTransfer, askAboutTransfer, declineTransfer } from '#features/answer-transfer/decide';
import { cancelTransfer } from '#features/cancel-transfer/decide';
import { checkReadiness } from '#features/check-readiness/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { overrideGuardrail } from '#features/override-guardrail/decide';
import { remindTransfer } from '#features/remind-transfer/decide';
import { replanTransfer } from '#features/replan-transfer/decide';
import { requestTransfer } from '#features/request-transfer/decide';
import { reviewTransfer } from '#features/review-transfer/decide';
import { acknowledgeTestPage, hideShadowPages, recordShadowPage, startShadow } from '#features/shadow-transfer/decide';
import { plus } from '#test/builders';
import type { KindName } from './kinds.ts';
import { type MachineOnly, onRecord, type Row } from './row.ts';
import {
  blockedByGuardrail,
  dayHasCome,
  itHasMoved,
  money,
  moneyIsThere,
  moveAccepted,
  moveAsked,
  nothingMoves,
  operationsAsked,
  theyRunAlong,
  toGarden,
} from './transfer-scenes.ts';
import { said, verdicts, words } from './verdicts.ts';

const { decided, by } = verdicts({ guests: 'transfer_by_guest' });
const ofTheTeams: KindName[] = [
  'responder',
  'on-call',
  'owner lead',
  'tech lead',
  'receiving lead',
  'delegate',
  'budget holder',
  'org head',
  'head of operations',
];

export const transferRows: Row[] = [
  onRecord(
    'ask for a service to be moved',
    transfers,
    requestTransfer,
    nothingMoves,
    (actor, at) => toGarden({ by: actor, at }),
    by('transfer_not_yours', 'owner lead', 'product manager', 'org head', 'head of operations'),
  ),
  onRecord(
    'confirm the money for it',
    transfers,
    confirmFunding,
    moveAsked,
    (actor, at) => ({ ...money, by: actor, at }),
    by('money_not_yours', 'product manager', 'delegate', 'budget holder'),
  ),
  onRecord(
    'say that something on the list is so',
    transfers,
    checkReadiness,
    moneyIsThere,
    (actor, at) => ({ by: actor, at, item: 'dashboards' as const, status: 'done' as const, reasonId: 'words' }),
    by('not_of_the_teams', ...ofTheTeams, 'product manager'),
  ),
  onRecord(
    'say that those who are to run it can',
    transfers,
    checkReadiness,
    moneyIsThere,
    (actor, at) => ({
      ...{ by: actor, at, item: 'runbook_run' as const, status: 'done' as const, reasonId: 'words' },
      evidence: 'https://runbooks.example.com/bedroom',
    }),
    decided('not_of_the_teams', { ...said('receivers_know_it', ...ofTheTeams), ...said('yes', 'receiving lead', 'product manager') }),
  ),
  onRecord(
    'say that its targets are right',
    transfers,
    checkReadiness,
    moveAsked,
    (actor, at) => ({ by: actor, at, item: 'targets' as const, status: 'done' as const, reasonId: 'words' }),
    decided('not_of_the_teams', { ...said('product_managers_word', ...ofTheTeams), ...said('yes', 'delegate', 'product manager') }),
  ),
  onRecord(
    'waive what has to be so',
    transfers,
    checkReadiness,
    moneyIsThere,
    (actor, at) => ({ by: actor, at, item: 'runbook_run' as const, status: 'waived' as const, ...words }),
    decided('not_of_the_teams', { ...said('waived_by_others', ...ofTheTeams), 'product manager': 'yes' }),
  ),
  onRecord(
    'override a guardrail',
    transfers,
    overrideGuardrail,
    blockedByGuardrail,
    (actor, at) => ({ by: actor, at, ...words }),
    by('override_not_yours', 'product manager', 'org head', 'head of operations'),
  ),
  onRecord(
    'accept a service',
    transfers,
    acceptTransfer,
    moneyIsThere,
    (actor, at) => ({ by: actor, at }),
    decided('answer_not_yours', { 'owner lead': 'own_request', 'receiving lead': 'yes' }),
  ),
  onRecord(
    'accept it for an operations team',
    transfers,
    acceptTransfer,
    operationsAsked,
    (actor, at) => ({ by: actor, at }),
    decided('answer_not_yours', { 'owner lead': 'own_request', 'receiving lead': 'yes', 'head of operations': 'yes' }),
  ),
  onRecord(
    'ask something before they answer',
    transfers,
    askAboutTransfer,
    moneyIsThere,
    (actor, at) => ({ by: actor, at, words: 'Who knows the queue?', wordsId: 'words' }),
    decided('answer_not_yours', { 'owner lead': 'own_request', 'receiving lead': 'yes' }),
  ),
  onRecord(
    'decline a service',
    transfers,
    declineTransfer,
    moneyIsThere,
    (actor, at) => ({ by: actor, at, ...words }),
    decided('answer_not_yours', { 'owner lead': 'own_request', 'receiving lead': 'yes' }),
  ),
  onRecord(
    'have both teams called',
    transfers,
    startShadow,
    moveAccepted,
    (actor, at) => ({ by: actor, at }),
    by('shadow_not_yours', 'owner lead', 'receiving lead', 'product manager'),
  ),
  onRecord(
    'answer the test page',
    transfers,
    acknowledgeTestPage,
    theyRunAlong,
    (actor, at) => ({ by: actor, at }),
    by('test_page_not_yours', 'receiving lead'),
  ),
  onRecord(
    'give it another time',
    transfers,
    replanTransfer,
    theyRunAlong,
    (actor, at) => ({ by: actor, at, plannedAt: plus(at, 30 * 24 * 60) }),
    by('replan_not_yours', 'owner lead', 'receiving lead', 'product manager', 'org head', 'head of operations'),
  ),
  onRecord(
    'take ownership',
    transfers,
    completeTransfer,
    dayHasCome,
    (actor, at) => ({ by: actor, at }),
    by('taking_not_yours', 'receiving lead'),
  ),
  onRecord(
    'call it off',
    transfers,
    cancelTransfer,
    dayHasCome,
    (actor, at) => ({ by: actor, at, ...words }),
    by('cancel_not_yours', 'owner lead', 'product manager', 'org head', 'head of operations'),
  ),
  onRecord(
    'say how it turned out',
    transfers,
    reviewTransfer,
    itHasMoved,
    (actor, at) => ({ by: actor, at, afterDays: 30, verdict: 'works' as const, wordsId: 'words' }),
    by('review_not_yours', 'receiving lead', 'product manager', 'delegate'),
  ),
];

export const transferMachineOnly: MachineOnly[] = [
  { act: remindTransfer, because: 'a timer, the sweep, or whoever reconciles' },
  { act: recordShadowPage, because: 'follows by itself' },
  { act: hideShadowPages, because: 'follows by itself' },
];
