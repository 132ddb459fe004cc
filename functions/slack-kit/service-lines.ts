import * as z from 'zod';
import { Rejection } from '#domain/rejection';
import type { ServiceDescription } from '#domain/service/service';

/** Slack's limit of one answer. */
export const longest = 3000;

/** What does not fit into a form would be lost by saving it. */
export function refuseTooLong({
  slug,
  aliases,
  journeys,
  alertKeys,
  urls,
  dashboards,
  repositories = [],
  dependencies = [],
  suppliers = [],
}: ServiceDescription): void {
  const all: readonly string[][] = [
    aliases,
    journeys,
    alertKeys,
    urls,
    dashboards,
    repositories,
    dependencies,
    suppliers.map(supplierLine),
  ];
  if (all.some((one) => one.join('\n').length > longest))
    throw new Rejection(
      'too_long_for_a_form',
      `More is on record of ${slug} than a form of Slack's can hold. Nothing has changed; the catalogue file changes it.`,
    );
}
type Supplier = NonNullable<ServiceDescription['suppliers']>[number];
export const supplierLine = ({ name, contact, paidBy }: Supplier) => [name, contact, ...(paidBy ? [paidBy] : [])].join('; ');
export function readSupplier(said: string): Supplier | undefined {
  const [name, contact, paidBy, ...more] = said.split(';').map((one) => one.trim());
  return name && contact && more.length === 0 ? { name, contact, ...(paidBy && { paidBy }) } : undefined;
}
/** An address may follow what it is called. */
export function readMeasure(said: string): NonNullable<ServiceDescription['businessMeasure']> | undefined {
  const [, name, url] = /^(.*?)\s*((?:https?:\/\/)\S+)?$/s.exec(said) ?? [];
  return name && (url === undefined || isUrl(url)) ? { name, ...(url && { url }) } : undefined;
}
export const readLines = (said: string | undefined) => [
  ...new Set(
    (said ?? '')
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];
export const isUrl = (said: string) => z.url({ protocol: /^https?$/ }).safeParse(said).success;
