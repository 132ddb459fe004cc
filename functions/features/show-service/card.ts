import type { KnownBlock } from '@slack/types';
import { isLive } from '#domain/service/lifecycle';
import type { ServiceSeen } from '#domain/service/looking';
import { guardrailsOf } from '#domain/transfer/overriding';
import { actions, button, context, fields, header, linkButton, section } from '#slack-kit/blocks';
import { modelName } from '#slack-kit/incident-words';
import { correctButton, editButton, historyButton, lifecycleButton, targetsButton } from '#slack-kit/service-buttons';
import { lifecycleName, targetsSaid } from '#slack-kit/service-words';
import { cut, link, mention, named, when } from '#slack-kit/text';
import { requestButton, showButton as showTransferButton } from '#slack-kit/transfer-buttons';
import { solutionSaid } from '#slack-kit/transfer-words';

export const openLink = (which: string) => `open-link:${which}`;
const few = <One>(...some: (One | undefined)[]): One[] => some.filter((one) => one !== undefined);

/** One service, as whoever asks may see it. `transferButtons` begin a move of it. */
export function card(view: ServiceSeen): { text: string; blocks: KnownBlock[] } {
  const { service, looked, now } = view;
  const then = looked.at !== now || looked.believedAt !== undefined;
  return {
    text: `${service.name}: ${ownerSaid(view)}`,
    blocks: [
      header(service.name),
      ...(then ? [context(asOfSaid(view))] : []),
      fields([
        ['Owner', ownerSaid(view)],
        ['Support', modelSaid(view)],
        ['Lifecycle', lifecycleSaid(view)],
        ['Product manager', accountableSaid(view)],
        ['On call', onCallSaid(view)],
        ['Product domain', `${named(service.productDomain)}${service.complexity ? `, ${service.complexity}` : ''}`],
      ]),
      section(`*Targets*\n${targetsSaid(view.targets?.targets).join('\n')}`),
      context(raci(view)),
      ...notices(view, then),
      ...names(view),
      ...(then ? [] : buttons(view)),
    ],
  };
}

const asOfSaid = ({ looked, now }: ServiceSeen) => {
  const believed = looked.believedAt ? `, as it was believed to be ${when(looked.believedAt, 'day and time')}` : '';
  const future = looked.at > now ? ' That is in the future: what is planned is not in it.' : '';
  return `As of ${when(looked.at, 'day and time')}${believed}. Name, contacts and product manager are as they are now.${future}`;
};

export const ownerName = ({ ownership, owner }: ServiceSeen) => named(owner?.name ?? ownership?.owner ?? '');
const ownerSaid = (view: ServiceSeen) => {
  const { ownership, lifecycle } = view;
  if (ownership === undefined) return lifecycle && !isLive(lifecycle.to) ? 'nobody, and it is not live' : 'nobody on record';
  return `${ownerName(view)} (\`${ownership.owner}\`), since ${when(ownership.effectiveFrom, 'day and time')}`;
};

function modelSaid({ ownership }: ServiceSeen): string {
  if (ownership === undefined) return 'not on record';
  const { model, solution, support } = ownership;
  const tiers = (support?.tiers ?? []).map(
    ({ level, team, bestEndeavours }) => `L${level} ${team}${bestEndeavours ? ' (best endeavours)' : ''}`,
  );
  return [modelName[model], ...(solution === 'none' ? [] : [solutionSaid[solution]]), ...tiers].map(named).join('\n');
}

function lifecycleSaid({ lifecycle, service }: ServiceSeen): string {
  if (lifecycle === undefined) return 'not on record';
  const { to, fundingEndedOn, fundedUntil } = lifecycle;
  const money = [
    ...(fundingEndedOn ? [`funding ended ${fundingEndedOn}`] : []),
    ...(fundedUntil ? [`funded until ${fundedUntil}`] : []),
    ...(service.lifecycle === 'maintenance_mode' && to === 'maintenance_mode'
      ? ['fixes, patches and upgrades go on; nothing is muted']
      : []),
  ];
  return [lifecycleName[to], ...money].join('\n');
}

const accountableSaid = ({ service: { productManager, delegate } }: ServiceSeen) =>
  `${mention(productManager)}${delegate ? `\n${mention(delegate)} decides on targets for them` : ''}`;

export function onCallSaid({ onCall, ownership }: ServiceSeen): string {
  const { superhero, sideKick } = onCall;
  if (ownership === undefined) return 'nobody: it has no owner';
  if (superhero === null && sideKick === null) return '⚠ nobody';
  return [...(superhero ? [mention(superhero)] : ['⚠ no Superhero']), ...(sideKick ? [`${mention(sideKick)} as Side-kick`] : [])].join(
    '\n',
  );
}

/** Who is responsible, who accountable, whose advice is taken and who hears of it. */
function raci(view: ServiceSeen): string {
  const { service, ownership, former } = view;
  const teams = [...new Set((ownership?.support?.tiers ?? []).map(({ team }) => team))].filter((team) => team !== ownership?.owner);
  const responsible = [...(ownership ? [ownerName(view)] : []), ...teams.map(named)].join(', ') || 'nobody';
  const consulted = few(service.delegate && mention(service.delegate), former && named(former.name), ownership?.handBack);
  return [
    `*Responsible* ${responsible}`,
    `*Accountable* ${mention(service.productManager)}`,
    ...(consulted.length > 0 ? [`*Consulted* ${consulted.join(', ')}`] : []),
    ...(service.budgetHolder ? [`*Pays* ${mention(service.budgetHolder)}`] : []),
  ].join(' · ');
}

const orphanedSaid: Record<string, string> = {
  team_gone: 'owner team is gone',
  nobody_in_it: 'owner team has no members',
  lead_gone: 'whoever leads the owner team has left',
};

/** What is particular about it just now. */
function notices({ service, former, transfers, ownership }: ServiceSeen, then: boolean): KnownBlock[] {
  const { pending, orphaned } = service;
  const overridden = transfers.flatMap(({ id, transfer }) => transfer.overrides.map((override) => ({ id, ...override })));
  const lines = few(
    !then && orphaned ? `⚠ At risk: ${orphanedSaid[orphaned.because] ?? orphaned.because}.` : undefined,
    !then && pending
      ? `➡ Transfer from ${named(pending.from)} to ${named(pending.to)} pending, ${when(pending.plannedAt, 'day and time')} at the earliest. Until then ${named(pending.from)} owns it.`
      : undefined,
    former
      ? `Built by ${named(former.name)}${former.channel ? ` (#${named(former.channel)})` : ''}: ask there, until ${when(former.until, 'day and time')}. They are not paged.`
      : undefined,
    ownership?.handBack ? `Goes back to ${named(ownership.handBack)} when there is money for features again.` : undefined,
    overridden.length > 0
      ? `⚠ Overridden: ${overridden.map(({ id, by, findings }) => `${guardrailsOf(findings)} by ${mention(by)} (${id})`).join('; ')}. The reason stands with the transfer.`
      : undefined,
  );
  const shown = [...new Set([...(!then && pending ? [pending.transfer] : []), ...transfers.map(({ id }) => id)])].map(showTransferButton);
  return [...lines.map((line) => context(line)), ...(shown.length > 0 ? [actions(...shown)] : [])];
}

const listed = (label: string, all: string[]) => (all.length === 0 ? [] : [`*${label}* ${all.map((one) => named(one)).join(', ')}`]);

function names({ service }: ServiceSeen): KnownBlock[] {
  const { slug, aliases, journeys, alertKeys, urls, dashboards, repositories = [], dependencies = [], suppliers = [] } = service;
  const said = [
    `*In the catalogue* \`${slug}\``,
    ...listed('Also called', aliases),
    ...listed('Journeys', journeys),
    ...listed('Alert keys', alertKeys),
    ...listed('URLs', urls),
    ...listed('Needs', dependencies),
    ...listed(
      'Suppliers',
      suppliers.map(({ name, contact }) => `${name} (${contact})`),
    ),
    ...(dashboards.length > 0 ? [`*Dashboards* ${dashboards.map((url, index) => link(url, `${index + 1}`)).join(' ')}`] : []),
    ...(repositories.length > 0 ? [`*Repositories* ${repositories.map((url, index) => link(url, `${index + 1}`)).join(' ')}`] : []),
  ];
  return [context(cut(said.join(' · '), 2000))];
}

export const incidentsPressed = 'list-incidents';

function buttons({ service }: ServiceSeen): KnownBlock[] {
  const { slug, runbook, pending, lifecycle } = service;
  return [
    actions(
      ...(runbook ? [linkButton(openLink('runbook'), 'Runbook', runbook)] : []),
      targetsButton(slug),
      lifecycleButton(slug),
      ...(pending === undefined && isLive(lifecycle) ? [requestButton(slug)] : []),
      historyButton(slug),
      editButton(slug),
      button(incidentsPressed, 'Incidents', JSON.stringify({ which: 'over', service: slug })),
      correctButton(slug),
    ),
  ];
}
