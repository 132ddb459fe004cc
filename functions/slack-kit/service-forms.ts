import type { InputBlock } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { ServiceDescription } from '#domain/service/service';
import { mostLetters, ServiceSlug } from '#domain/service/service-slug';
import { option, plain } from './blocks.ts';
import { answers, type Filled, question } from './inputs.ts';
import { isUrl, longest, readLines, readMeasure, readSupplier, supplierLine } from './service-lines.ts';
import { type Changed, touched } from './touched.ts';

/** The service that a form is about: carried in the form, and read from it. */
const About = z.object({ service: ServiceSlug });
export const readAboutService = ({ private_metadata }: { private_metadata: string }): ServiceSlug =>
  About.parse(JSON.parse(private_metadata)).service;

/** What the form of a new service and that of one that is there ask alike. */
const names = {
  name: 'name',
  kind: 'kind',
  domain: 'domain',
  pm: 'product_manager',
  delegate: 'delegate',
  budget: 'budget_holder',
  exposure: 'exposure',
  complexity: 'complexity',
  aliases: 'aliases',
  journeys: 'journeys',
  keys: 'alert_keys',
  urls: 'urls',
  runbook: 'runbook',
  dashboards: 'dashboards',
  repositories: 'repositories',
  dependencies: 'dependencies',
  suppliers: 'suppliers',
  measure: 'measure',
} as const;

/** Which word of the description each question asks for. */
const asks: Record<keyof typeof names, keyof ReadDescription> = {
  name: 'name',
  kind: 'kind',
  domain: 'productDomain',
  pm: 'productManager',
  delegate: 'delegate',
  budget: 'budgetHolder',
  exposure: 'maxExposurePerHour',
  complexity: 'complexity',
  aliases: 'aliases',
  journeys: 'journeys',
  keys: 'alertKeys',
  urls: 'urls',
  runbook: 'runbook',
  dashboards: 'dashboards',
  repositories: 'repositories',
  dependencies: 'dependencies',
  suppliers: 'suppliers',
  measure: 'businessMeasure',
};

const kinds = {
  digital_service: 'Digital service',
  data_pipeline: 'Data pipeline',
  foundational_system: 'Foundational system',
} as const;
const complexities = { simple: 'Simple', complicated: 'Complicated', complex: 'Complex: there is enough to do with this one' } as const;
const optionsOf = (said: Record<string, string>) => Object.entries(said).map(([value, text]) => option(value, text));

type Known = Partial<Omit<ServiceDescription, 'lifecycle' | 'availabilityTarget' | 'slug'>>;

const line = (now?: string, example?: string) => ({
  type: 'plain_text_input' as const,
  max_length: 500,
  ...(now && { initial_value: now }),
  ...(example && { placeholder: plain(example, 150) }),
});
const lines = (now: readonly string[] = []) => ({
  type: 'plain_text_input' as const,
  multiline: true,
  max_length: longest,
  ...(now.length > 0 && { initial_value: now.join('\n') }),
});
const person = (now: string | undefined) => ({ type: 'users_select' as const, ...(now && { initial_user: now }) });
function choice(said: Record<string, string>, now: string | undefined) {
  const chosen = optionsOf(said).find(({ value }) => value === now);
  return { type: 'static_select' as const, options: optionsOf(said), ...(chosen && { initial_option: chosen }) };
}
const maybe = { optional: true };
const oneALine = { optional: true, hint: 'One a line.' };

/** What is on record already may be longer, and its form is to open. */
const most = (what: 'name' | 'productDomain', known: Known) => Math.max(mostLetters[what], known[what]?.length ?? 0);

/** What must be said of every service. */
export const firstQuestions = (known: Known): InputBlock[] => [
  question(names.name, 'What is it called?', { ...line(known.name), max_length: most('name', known) }),
  question(names.kind, 'What is it?', choice(kinds, known.kind ?? 'digital_service')),
  question(
    names.domain,
    'Product domain',
    { ...line(known.productDomain, 'home'), max_length: most('productDomain', known) },
    { hint: 'What it belongs to in the eyes of customers.' },
  ),
  question(names.pm, 'Product manager', person(known.productManager), { hint: 'Answers for its targets and decides about its funding.' }),
];

/** What can be said later. */
export const moreQuestions = (known: Known): InputBlock[] => [
  question(names.aliases, 'Also called', lines(known.aliases), oneALine),
  question(names.journeys, 'Journeys of customers through it', lines(known.journeys), oneALine),
  question(names.keys, 'Keys of its alerts', lines(known.alertKeys), oneALine),
  question(names.urls, 'URLs', lines(known.urls), { optional: true, hint: 'One a line. What is below one of them leads here as well.' }),
  question(names.runbook, 'Runbook', line(known.runbook, 'https://…'), maybe),
  question(names.dashboards, 'Dashboards', lines(known.dashboards), oneALine),
  question(names.repositories, 'Repositories', lines(known.repositories), oneALine),
  question(names.dependencies, 'Services that it cannot do without', lines(known.dependencies), {
    optional: true,
    hint: 'By their names in the catalogue, one a line.',
  }),
  question(names.suppliers, 'Suppliers', lines(known.suppliers?.map(supplierLine)), {
    optional: true,
    hint: 'One a line: name; contact; who pays. For example: Fax Ltd; help@fax.example; Home Products',
  }),
  question(
    names.measure,
    'What shows the business that it works?',
    line(
      known.businessMeasure && [known.businessMeasure.name, known.businessMeasure.url].filter(Boolean).join(' '),
      'Orders a minute https://…',
    ),
    { optional: true, hint: 'And where to look at it, if anywhere.' },
  ),
  question(names.delegate, 'Who decides on targets for the product manager?', person(known.delegate), {
    optional: true,
    hint: 'The product manager nominates them, and goes on answering for what they decide.',
  }),
  question(names.budget, 'Budget holder', person(known.budgetHolder), {
    optional: true,
    hint: 'The product manager, where nobody else is.',
  }),
  question(names.complexity, 'How complex is it?', choice(complexities, known.complexity), maybe),
  question(
    names.exposure,
    'What can an hour of its being down cost at most?',
    line(known.maxExposurePerHour && `${known.maxExposurePerHour.currency} ${known.maxExposurePerHour.amount}`, 'GBP 200000'),
    { optional: true, hint: 'With its currency. It suggests how much availability is worth.' },
  ),
];

export type ReadDescription = Omit<ServiceDescription, 'lifecycle' | 'availabilityTarget' | 'slug' | 'shadow'>;

/** The reader beside the questions; what cannot be read, by the name of its question. */
export function readDescription(view: Filled): { described: ReadDescription } | { errors: Record<string, string> } {
  const { text, choice: chosen, person: selected } = answers(view);
  const listed = (name: string) => readLines(text(name));
  const [, currency, amount] = /^([a-z]{3})\s*([\d.,' ]+)$/i.exec(text(names.exposure) ?? '') ?? [];
  const exposure = currency && amount ? { currency: currency.toUpperCase(), amount: Number(amount.replaceAll(/[,' ]/g, '')) } : undefined;
  const dependencies = listed(names.dependencies).map((one) => ServiceSlug.safeParse(one.toLowerCase()).data);
  const addresses = [names.urls, names.dashboards, names.repositories, names.runbook] as const;
  const pm = selected(names.pm);
  const suppliers = listed(names.suppliers).map(readSupplier);
  const measured = text(names.measure);
  const businessMeasure = measured === undefined ? undefined : readMeasure(measured);
  const errors = {
    ...Object.fromEntries(
      addresses.filter((name) => !listed(name).every(isUrl)).map((name) => [name, 'Addresses begin with https:// or http://, one a line.']),
    ),
    ...(dependencies.includes(undefined) && { [names.dependencies]: 'Names of the catalogue: small letters, figures and dashes.' }),
    ...(text(names.exposure) &&
      !(exposure && exposure.amount >= 0) && { [names.exposure]: 'A currency and an amount, for example GBP 200000.' }),
    ...(suppliers.includes(undefined) && {
      [names.suppliers]: 'Name; contact; who pays, one a line: Fax Ltd; help@fax.example; Home Products',
    }),
    ...(measured && !businessMeasure && { [names.measure]: 'What is looked at, and an address behind it if there is one.' }),
    ...(pm === undefined && { [names.pm]: 'Somebody has to answer for it.' }),
  };
  if (Object.keys(errors).length > 0 || pm === undefined) return { errors };
  const [runbook] = listed(names.runbook);
  const [delegate, budgetHolder] = [selected(names.delegate), selected(names.budget)];
  const complexity = chosen(names.complexity);
  return {
    described: {
      name: text(names.name) ?? '',
      kind: z.enum(['digital_service', 'data_pipeline', 'foundational_system']).parse(chosen(names.kind)),
      productDomain: text(names.domain) ?? '',
      productManager: PersonId.parse(pm),
      aliases: listed(names.aliases),
      journeys: listed(names.journeys),
      alertKeys: listed(names.keys),
      urls: listed(names.urls),
      dashboards: listed(names.dashboards),
      ...(runbook && { runbook }),
      ...(listed(names.repositories).length > 0 && { repositories: listed(names.repositories) }),
      ...(dependencies.length > 0 && { dependencies: dependencies.filter((one) => one !== undefined) }),
      ...(suppliers.length > 0 && { suppliers: suppliers.filter((one) => one !== undefined) }),
      ...(businessMeasure && { businessMeasure }),
      ...(delegate && { delegate: PersonId.parse(delegate) }),
      ...(budgetHolder && { budgetHolder: PersonId.parse(budgetHolder) }),
      ...(complexity && { complexity: z.enum(['simple', 'complicated', 'complex']).parse(complexity) }),
      ...(exposure && { maxExposurePerHour: exposure }),
    },
  };
}

/** Of what was read, what somebody has changed in the form since it was opened. */
export function changedIn(view: Filled, described: ReadDescription): Changed<ReadDescription> {
  const { changed } = touched(view);
  const fields = Object.entries(names).filter(([, name]) => changed(name));
  return Object.fromEntries(fields.map(([asked]) => [asks[asked as keyof typeof names], described[asks[asked as keyof typeof names]]]));
}
