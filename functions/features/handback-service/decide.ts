import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseUnlessColleague, registeredOne } from '#domain/service/accountable';
import { lifecycleChanged, targetsChanged, targetsOf } from '#domain/service/changing';
import type { RegisteredService, Service, ServiceEvent } from '#domain/service/service';
import { type Logged, logRefs, maintenanceLog } from '#domain/transfer/maintenance-log';
import type { OpenTransfer, Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { isUnderWay } from '#domain/transfer/under-way';

/** H1 to H4 of `domain.md` 2.8. `lookedAtLoad`: what else the team supports was looked at by those who agreed. */
export type HandBack = {
  by: PersonId;
  at: string;
  fundedUntil: string;
  budgetHolder: PersonId;
  deploymentIntervalDays: number;
  leadTimeDays: number;
  featurePercent: number;
  lookedAtLoad: boolean;
  words: string;
  wordsId: string;
};

/** There is money for features again, and the team that has run it meanwhile builds on it at once: nothing moves, nobody has to learn it. */
export const handBack: Act<Service, { person: Person }, HandBack, ServiceEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(service, { person }, command) {
    refuseUnlessColleague(person);
    const known = registeredOne(service);
    const owner = allowed(known, command);
    const { by, at, fundedUntil, budgetHolder, featurePercent, deploymentIntervalDays, leadTimeDays, words, wordsId } = command;
    const active = lifecycleChanged(known, { at, by, to: 'active', fundedUntil });
    const aims = targetsChanged(known, {
      at,
      by,
      targets: { ...targetsOf(known), deploymentIntervalDays, leadTimeDays },
      ...(by !== known.productManager && by === known.delegate && { delegated: true }),
    });
    return {
      events: [
        { type: 'ServiceHandedBack', at, by, team: owner, fundedUntil, budgetHolder, featurePercent, wordsId },
        ...active.events,
        ...aims.events,
      ],
      texts: [{ id: wordsId, by, body: words }],
      puts: [...active.puts, ...aims.puts],
    };
  },
};

function allowed(service: RegisteredService, { by, at, fundedUntil, lookedAtLoad, featurePercent, ...aims }: HandBack) {
  const { slug, productManager, delegate, budgetHolder, lifecycle, pending, owned } = service;
  if (![productManager, delegate, budgetHolder].includes(by))
    throw new Rejection(
      'handback_not_yours',
      `Whether there is money for ${slug} again says <@${budgetHolder ?? productManager}>, who pays for it or answers for it. Nothing has changed; ask them.`,
    );
  const { deploymentIntervalDays, leadTimeDays } = targetsOf(service);
  if (
    ![productManager, delegate].includes(by) &&
    (aims.deploymentIntervalDays !== deploymentIntervalDays || aims.leadTimeDays !== leadTimeDays)
  )
    throw new Rejection(
      'handback_targets_not_yours',
      `The money is yours to say; how often ${slug} is to be deployed, and how soon, says <@${productManager}>. Nothing has changed: leave both as they are on record, or ask them to hand it back.`,
    );
  if (owned === undefined)
    throw new Rejection(
      'owned_by_nobody',
      `Nobody owns ${slug} on record, so nobody could build on it. Nothing has changed; \`/service register\` names its first owner.`,
    );
  if (pending)
    throw new Rejection(
      'transfer_open',
      `${pending.transfer} is under way: ${slug} to ${pending.to}. Nothing has changed; once that is completed or called off, ask again.`,
    );
  if (lifecycle !== 'maintenance_mode')
    throw new Rejection('not_in_maintenance', `${slug} is not in maintenance mode, so there is nothing to hand back. Nothing has changed.`);
  if (fundedUntil <= at.slice(0, 10))
    throw new Rejection('date_passed', 'The day until which there is money is over. Nothing has changed; name one that is to come.');
  if (featurePercent < 1 || featurePercent > 100)
    throw new Rejection(
      'no_capacity',
      'Say which part of the team’s capacity is for features, from 1 to 100 percent. Nothing has changed.',
    );
  if (!lookedAtLoad)
    throw new Rejection('load_not_looked_at', 'Look at what else the team supports before it promises features. Nothing has changed.');
  return owned.owner;
}

const nothingLogged: Logged = { lifecycles: [], targets: [], assertions: [], years: [], incidents: [], listed: [], open: [], outOf: [] };
export type ExportLog = { at: string };
export const logId = 'maintenance-log';

/** Whoever takes it for new features reads what became of it meanwhile, without anybody having to write it down. */
export const exportLog: Act<Transfer, Partial<Logged>, ExportLog, TransferEvent> = {
  facts: (transfer, { at }, known) => (isHandback(transfer) ? logRefs(transfer.service, at, known) : {}),
  decide(transfer, facts, { at }) {
    if (!isHandback(transfer) || transfer.log) return [];
    const log = maintenanceLog({ ...nothingLogged, ...facts }, at);
    if (log === undefined) return [];
    const { lines, ...figures } = log;
    return {
      events: [{ type: 'MaintenanceLogExported', at, logId, ...figures }],
      texts: [{ id: logId, by: transfer.requestedBy, body: lines.join('\n') }],
    };
  },
};

const isHandback = (transfer: Transfer): transfer is OpenTransfer => isUnderWay(transfer) && transfer.kind === 'handback';
