import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferView } from '#domain/transfer/view';
import { named, when } from './text.ts';
import { kindSaid } from './transfer-words.ts';

export const serviceName = ({ service, transfer }: Pick<TransferView, 'service' | 'transfer'>) => service?.name ?? transfer.service;
export const fromName = ({ from, transfer }: Pick<TransferView, 'from' | 'transfer'>) => from?.name ?? transfer.before.owner;
export const toName = ({ to, transfer }: Pick<TransferView, 'to' | 'transfer'>) => to?.name ?? transfer.plan.to;

/** What is to happen, in one sentence without its end: the same everywhere. */
export const moveSaid = (view: TransferView): string => {
  const { id, transfer } = view;
  const { kind, plan } = transfer;
  return `*${id}*: *${named(serviceName(view))}* from ${named(fromName(view))} to ${named(toName(view))}, ${kindSaid[kind]}, on ${when(plan.plannedAt, 'day and time')} at the earliest`;
};

/** What became of it, for a question that nobody has to answer any more. */
export const overSaid = ({ transfer }: TransferView): string | undefined => {
  if (isUnderWay(transfer)) return undefined;
  return transfer.state === 'completed'
    ? 'It has been taken over.'
    : `It was ${transfer.state === 'cancelled' ? 'called off' : transfer.state}; the owner is as before.`;
};
