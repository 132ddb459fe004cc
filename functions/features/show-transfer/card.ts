import type { Button, KnownBlock, ModalView } from '@slack/types';
import { shadowDays } from '#domain/transfer/plan';
import type { KnownTransfer } from '#domain/transfer/transfer';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferView } from '#domain/transfer/view';
import { actions, context, fields, header, section } from '#slack-kit/blocks';
import { findingsSaid } from '#slack-kit/guardrail-words';
import { lifecycleName, modelName } from '#slack-kit/incident-words';
import { modal } from '#slack-kit/inputs';
import { quoted } from '#slack-kit/rich';
import { escaped, mention, named, when } from '#slack-kit/text';
import {
  acceptButton,
  cancelButton,
  completeButton,
  confirmFundingButton,
  declineButton,
  overrideButton,
  replanButton,
  shadowButton,
} from '#slack-kit/transfer-buttons';
import { hardOf } from '#slack-kit/transfer-findings';
import { journey } from '#slack-kit/transfer-journey';
import { fromName, serviceName, toName } from '#slack-kit/transfer-said';
import { becauseSaid, kindSaid, stateSaid } from '#slack-kit/transfer-words';

/** One transfer, as it stands: kept current where it was posted, and shown to whoever asks. */
export function card(view: TransferView): { text: string; blocks: KnownBlock[] } {
  const { id, transfer, words } = view;
  const { before, plan, kind, because, reasonId, productManager } = transfer;
  const text = `${id}: ${named(serviceName(view))} from ${named(fromName(view))} to ${named(toName(view))}, ${kindSaid[kind]} (${stateSaid[transfer.state]})`;
  const change = plan.lifecycle ? `${lifecycleName[before.lifecycle]} → ${lifecycleName[plan.lifecycle]}` : lifecycleName[before.lifecycle];
  const model = plan.model === before.model ? modelName[plan.model] : `${modelName[before.model]} → ${modelName[plan.model]}`;
  return {
    text,
    blocks: [
      header(`${id}: ${serviceName(view)} to ${toName(view)}`),
      fields([
        ['State', stateSaid[transfer.state]],
        ['Moves', kindSaid[kind]],
        [
          transfer.state === 'completed' ? 'Owned by' : 'Still owned by',
          named(transfer.state === 'completed' ? toName(view) : fromName(view)),
        ],
        ['Earliest', when(plan.plannedAt, 'day and time')],
        ['Lifecycle', change],
        ['Support', model],
        ['Product manager', mention(productManager)],
        ['Goes back to', plan.handBack ?? 'not said'],
      ]),
      context(`*Why* ${becauseSaid[because]}`),
      quoted(words[reasonId] ?? 'Words removed'),
      section(journey(transfer, view.now)),
      ...guarded(view),
      ...next(view),
    ],
  };
}

/** What the guardrails have found, and what was overridden: shown as long as it stands. */
function guarded({ transfer, words }: TransferView): KnownBlock[] {
  const { findings, overrides, blocked } = transfer;
  const shown = blocked?.findings ?? findings;
  const said = findingsSaid(shown);
  const overridden = overrides.map(
    ({ by, findings: which, reasonId }) =>
      `⚠ ${mention(by)} has overridden ${which.map(({ guardrail }) => guardrail).join(', ')}: ${escaped(words[reasonId] ?? 'Words removed')}`,
  );
  return [
    ...(said.length > 0 && isUnderWay(transfer) ? [section(said.join('\n'))] : []),
    ...(overridden.length > 0 ? [section(overridden.join('\n'))] : []),
    ...(blocked && isUnderWay(transfer)
      ? [
          context(
            `${mention(blocked.by)} could not ${'acceptedAt' in transfer ? 'take it over' : 'accept it'} ${when(blocked.at, 'day and time')}.`,
          ),
        ]
      : []),
  ];
}

/** What is usually next where it stands. Who may do it is decided when it is pressed. */
function next({ id, transfer }: TransferView): KnownBlock[] {
  if (!isUnderWay(transfer)) return [];
  const buttons = [...forward(transfer, id), replanButton(id), cancelButton(id)];
  return [actions(...buttons)];
}

function forward(transfer: KnownTransfer, id: TransferView['id']): Button[] {
  const override = hardOf(transfer).length > 0 ? [overrideButton(id)] : [];
  switch (transfer.state) {
    case 'requested':
    case 'in_readiness':
      return [...(transfer.funding ? [] : [confirmFundingButton(id, 'Confirm funding')]), ...override, acceptButton(id), declineButton(id)];
    case 'accepted':
      return [...override, ...(shadowDays(transfer.kind) === 0 ? [completeButton(id)] : [shadowButton(id)])];
    case 'shadowing':
      return [...override, completeButton(id)];
    default:
      return [];
  }
}

/** The same over the Home or a form. */
export const shownIn = (id: TransferView['id'], blocks: KnownBlock[]): ModalView => modal('shown-transfer', id, undefined, blocks);
