import type { Effect } from '#domain/effects';
import { channelOf, inThread, toEach } from '#domain/transfer/places';
import { shadowDays } from '#domain/transfer/plan';
import type { TransferFact } from '#domain/transfer/transfer-events';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { showButton as improvementButton, listButton } from '#slack-kit/improvement-buttons';
import { lifecycleName } from '#slack-kit/incident-words';
import { groupMention, mention, named, when } from '#slack-kit/text';
import { completeButton, replanButton } from '#slack-kit/transfer-buttons';
import { keptBy, keptNow } from '#slack-kit/transfer-findings';
import { fromName, moveSaid, overSaid, serviceName, toName } from '#slack-kit/transfer-said';

/** The day has come: the new team's lead takes ownership, and everybody hears of it. Whoever works on an incident goes on with it. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer, now, to } = view;
  const asked =
    transfer.state === 'shadowing' || (shadowDays(transfer.kind) === 0 && transfer.state === 'accepted') || transfer.state === 'completed';
  const due = now >= transfer.plan.plannedAt || transfer.reminded.includes(`planned-${transfer.replans}`);
  return [
    ...(asked && due ? toEach(view, 'take', [to?.lead], { ...question(view), current: true }) : []),
    ...news.flatMap(({ version, event }): Effect[] => {
      if (event.type === 'TransferBlocked') return [inThread(view, `${version}/blocked`, { text: blockedSaid(view, event) })];
      return event.type === 'OwnershipTransferred' ? [...moved(view, version, event), ...cameWithIt(view)] : [];
    }),
  ];
}

function question(view: TransferView) {
  const { id } = view;
  const text = `${moveSaid(view)}: the day has come.`;
  const over = overSaid(view);
  const missing = keptNow(view);
  const asked =
    missing.length === 0
      ? 'All that must be is so. From the moment you press, its incidents are yours.'
      : `Before you can take it:\n${missing.join('\n')}`;
  return {
    text,
    blocks: [section(text), ...(over ? [section(`✓ ${over}`)] : [section(asked), actions(completeButton(id), replanButton(id))])],
  };
}

const blockedSaid = (view: TransferView, { by, findings, missing }: TransferFact<'TransferBlocked'>): string =>
  `${view.id}: ${mention(by)} could not ${'acceptedAt' in view.transfer ? 'take it over' : 'accept it'} yet.\n${keptBy(view, { findings, missing }).join('\n')}`;

/** Nothing that was to be improved is left behind. */
function cameWithIt(view: TransferView): Effect[] {
  const { improvements, to, transfer } = view;
  if (improvements.length === 0) return [];
  const [what, each] =
    improvements.length === 1 ? ['1 open improvement', 'It waits'] : [`${improvements.length} open improvements`, 'Each waits'];
  const text = `${what} came with it. ${each} for ${to ? mention(to.lead) : 'the new owner'} to take it with an owner and a date, or to decline it with what was weighed.`;
  return [
    inThread(view, 'improvements', {
      text,
      blocks: [
        section(text),
        actions(
          ...improvements.slice(0, 10).map((id) => improvementButton(id, id)),
          listButton('service', transfer.service, improvements.length > 10 ? 'All of them' : 'Look at them in order'),
        ),
      ],
    }),
  ];
}

function moved(view: TransferView, version: number, { by, at, warrantyUntil }: TransferFact<'OwnershipTransferred'>): Effect[] {
  const { id, transfer, from, to, organisation } = view;
  const changed = transfer.plan.lifecycle ? ` It is ${lifecycleName[transfer.plan.lifecycle]} from here on.` : '';
  const said = `*${named(serviceName(view))}* belongs to ${named(toName(view))} since ${when(at, 'day and time')}: ${mention(by)} has taken ownership from ${named(fromName(view))} (${id}).${changed}`;
  const warranty = `${named(fromName(view))} can be asked until ${when(warrantyUntil, 'day and time')}, and is not paged.`;
  const [old, mine] = [channelOf(from), channelOf(to)];
  const group = to?.group ? ` ${groupMention(to.group)}:` : '';
  const toNew = `${said}${group} its incidents come to you from here on, also those by name, alert and address. ${warranty}`;
  const toOld = `${said} Its incidents no longer come to you. Whoever is at one goes on with it. ${warranty}`;
  const everywhere: [string, string | undefined, string][] = [
    ['announcement', organisation.ownership, `${said} ${warranty}`],
    ['moved-to', mine, toNew],
    ['moved-from', old === mine ? undefined : old, toOld],
  ];
  return [
    ...everywhere.flatMap(([name, place, text]): Effect[] =>
      place ? [{ kind: 'message', key: `${id}/${version}/${name}`, to: place, text }] : [],
    ),
    ...toEach(
      view,
      `${version}/moved`,
      [transfer.productManager, transfer.requestedBy, from?.lead].filter((person) => person !== by),
      { text: said },
    ),
  ];
}
