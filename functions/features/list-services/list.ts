import type { Button, KnownBlock } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { ListedService, ListedServices } from '#domain/service/board';
import { Lifecycle } from '#domain/service/lifecycle';
import { SupportModel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { actions, button, context, section } from '#slack-kit/blocks';
import { modelName } from '#slack-kit/incident-words';
import { showButton } from '#slack-kit/service-buttons';
import { lifecycleName, percent } from '#slack-kit/service-words';
import { cut, mention, named } from '#slack-kit/text';

/** Which services are meant: those that fit all of it. */
export const Filter = z.object({
  team: TeamSlug.optional(),
  lifecycle: Lifecycle.optional(),
  domain: z.string().max(100).optional(),
  pm: PersonId.optional(),
  model: SupportModel.optional(),
  atRisk: z.literal(true).optional(),
});
export type Filter = z.infer<typeof Filter>;

/** The page travels in its button with what it is a page of. Two stand in one row, so each has its own action id. */
export const turned = /^turn-services:(earlier|later)$/;
const Wanted = Filter.extend({ page: z.int().min(0) });
export type Wanted = z.infer<typeof Wanted>;
export const readWanted = (value: string | undefined): Wanted => Wanted.parse(JSON.parse(value ?? ''));
const turn = (which: 'earlier' | 'later', label: string, wanted: Wanted): Button =>
  button(`turn-services:${which}`, label, JSON.stringify(wanted));

/** With heading and buttons it stays within Slack's fifty blocks. */
export const pageSize = 20;

const same = (one: string, other: string) => one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0;
export const fits = (service: ListedService, { team, lifecycle, domain, pm, model, atRisk }: Filter): boolean =>
  (team === undefined || service.owner === team) &&
  (lifecycle === undefined || service.lifecycle === lifecycle) &&
  (domain === undefined || same(service.domain, domain)) &&
  (pm === undefined || service.pm === pm) &&
  (model === undefined || service.model === model) &&
  (atRisk === undefined || service.orphaned === true || (service.owner === undefined && service.lifecycle !== 'retired'));

/** One page of those that fit, in order of their names in the catalogue. */
export function list(all: ListedServices, { page, ...filter }: Wanted): { text: string; blocks: KnownBlock[] } {
  const fitting = all.filter((service) => fits(service, filter));
  const pages = Math.max(1, Math.ceil(fitting.length / pageSize));
  const at = Math.min(page, pages - 1);
  const shown = fitting.slice(at * pageSize, (at + 1) * pageSize);
  const said = `${fitting.length === 1 ? '1 service' : `${fitting.length.toLocaleString('en')} services`}${about(filter)}`;
  const more = [
    ...(at > 0 ? [turn('earlier', 'Earlier', { ...filter, page: at - 1 })] : []),
    ...(at + 1 < pages ? [turn('later', 'Later', { ...filter, page: at + 1 })] : []),
  ];
  if (fitting.length === 0) return { text: said, blocks: [section(nothing(filter))] };
  return {
    text: said,
    blocks: [
      ...(all.endsEarly
        ? [
            context(
              `There are more services than can be looked through here: these are of the ${all.length.toLocaleString('en')} whose names in the catalogue sort last. The exported catalogue has all of them.`,
            ),
          ]
        : []),
      section(`*${said}*${pages > 1 ? ` · page ${at + 1} of ${pages}` : ''}`),
      ...shown.map(row),
      ...(more.length > 0 ? [actions(...more)] : []),
    ],
  };
}

const isEmpty = (filter: Filter) => Object.values(filter).every((value) => value === undefined);
const nothing = (filter: Filter) =>
  isEmpty(filter) ? 'No service is registered yet. `/service register` is where it begins.' : `No service${about(filter)}.`;

function about({ team, lifecycle, domain, pm, model, atRisk }: Filter): string {
  return [
    ...(team ? [` of \`${team}\``] : []),
    ...(lifecycle ? [`, ${lifecycleName[lifecycle]}`] : []),
    ...(domain ? [`, domain ${named(cut(domain, 40))}`] : []),
    ...(pm ? [`, product manager ${mention(pm)}`] : []),
    ...(model ? [`, ${modelName[model]}`] : []),
    ...(atRisk ? [', at risk'] : []),
  ].join('');
}

function row({ slug, name, lifecycle, domain, pm, owner, model, target, transfer, orphaned }: ListedService): KnownBlock {
  const said = [
    `*${named(cut(name, 80))}* \`${slug}\``,
    owner ? named(owner) : '⚠ nobody owns it',
    ...(model && model !== 'ybiyri' ? [modelName[model]] : []),
    lifecycleName[lifecycle],
    target === undefined ? 'no target' : percent(target),
    named(cut(domain, 40)),
    mention(pm),
    ...(transfer ? [`➡ ${transfer}`] : []),
    ...(orphaned ? ['⚠ at risk'] : []),
  ];
  return { ...section(said.join(' · ')), accessory: showButton(slug, 'Show') };
}

export const filtersSaid = context(
  '`/service list team home-mpt`, `lifecycle maintenance_mode`, `domain home`, `pm @priya`, `model ops_run_it` and `at-risk` show some of them.',
);
