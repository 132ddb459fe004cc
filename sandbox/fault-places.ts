import { services } from './aws/functions/catalogue.ts';
import type { FaultRule } from './contracts.ts';
import { methodNames } from './slack/web-api/api.ts';

/** Which faults there are at which place, and what each may be told. */
type Details = (keyof typeof details)[];
type Does = Record<string, Details>;
type Family = { names: readonly string[]; does(name: string): Does };

const from = (least: number) => ({
  fits: (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= least,
  is: `a whole number from ${least} on`,
});
const details = {
  code: { fits: (value: unknown) => typeof value === 'string' && value !== '', is: 'the code of an error' },
  status: {
    fits: (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599,
    is: 'an HTTP status of 400 to 599',
  },
  ms: from(0),
  copies: from(1),
  tries: from(1),
  after: from(0),
  entry: from(0),
  retryAfter: from(0),
};
const selectors = ['on', 'of', 'nth', 'every', 'probability', 'times', 'do'];

/** What can happen to any call over a wire. */
const wire: Does = { error: ['code', 'status'], http: ['status'], timeout: ['ms'], 'lost-reply': [], delay: ['ms'] };
const aws: Does = { ...wire, throttle: [] };
const conflicting = ['TransactWriteItems', 'TransactGetItems', 'PutItem', 'UpdateItem', 'DeleteItem'];
/** At what is handed over in batches. */
const handing: Does = { error: ['code'], 'lost-reply': [], delay: ['ms'], duplicate: ['copies'] };

const families: Record<string, Family> = {
  slack: { names: [...methodNames, 'response_url'], does: () => ({ ...wire, error: ['code'], ratelimit: ['retryAfter'] }) },
  pager: { names: ['pagerduty', 'webhook'], does: () => ({ ...wire, error: ['code'], ratelimit: ['retryAfter'] }) },
  // What a tracker refuses is for good, and said by its status.
  tracker: {
    names: ['github', 'jira'],
    does: () => ({ http: ['status'], timeout: ['ms'], 'lost-reply': [], delay: ['ms'], ratelimit: ['retryAfter'] }),
  },
  deliver: {
    names: ['command', 'action', 'view', 'options', 'event'],
    does: (kind) => ({
      http: ['status', 'tries'],
      timeout: ['ms', 'tries'],
      'lost-reply': ['tries'],
      delay: ['ms'],
      duplicate: ['copies', 'ms'],
      ...(kind === 'event' ? { reorder: [], drop: [] } : {}),
    }),
  },
  invoke: {
    names: services,
    does: () => ({
      crash: ['after'],
      error: ['code'],
      throttle: [],
      timeout: ['ms'],
      'lost-reply': [],
      delay: ['ms'],
      duplicate: ['copies'],
    }),
  },
  dynamodb: {
    names: [
      ...conflicting,
      ...['GetItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem', 'DescribeTable', 'ListTables', 'CreateTable', 'DeleteTable'],
      ...['UpdateTable', 'UpdateTimeToLive', 'DescribeTimeToLive', 'ExecuteStatement', 'ExecuteTransaction', 'BatchExecuteStatement'],
    ],
    does: (operation): Does => (conflicting.includes(operation) ? { ...aws, conflict: [] } : aws),
  },
  bus: { names: ['PutEvents'], does: () => ({ ...aws, 'failed-entry': ['entry', 'code'], duplicate: ['copies'], reorder: [] }) },
  schedule: {
    names: ['create', 'update', 'delete', 'get', 'list', 'fire'],
    does: (act): Does =>
      act === 'fire' ? { error: ['code'], delay: ['ms'], early: ['ms'], duplicate: ['copies'], reorder: [], drop: [] } : aws,
  },
  queue: {
    names: ['send', 'return', 'receive', 'delete', 'attributes', 'purge', 'deliver'],
    does: (act): Does => {
      if (act === 'deliver') return handing;
      return act === 'send' ? { ...aws, 'failed-entry': ['entry', 'code'] } : aws;
    },
  },
  stream: { names: ['deliver'], does: () => handing },
  ssm: { names: ['GetParameter', 'GetParameters', 'GetParametersByPath'], does: () => aws },
};

const doesAt = (place: string): Does => {
  const [kind = '', name = ''] = parted(place);
  return families[kind]?.does(name) ?? {};
};
const parted = (place: string) => {
  const colon = place.indexOf(':');
  return colon < 0 ? [place] : [place.slice(0, colon), place.slice(colon + 1)];
};
const everyPlace = Object.entries(families).flatMap(([kind, { names }]) => names.map((name) => `${kind}:${name}`));

export const strikesAt = (place: string, what: string): boolean => Object.hasOwn(doesAt(place), what);

/** What is wrong with a rule, if anything. */
export function misfit(rule: FaultRule): string | undefined {
  const { on, do: what } = rule;
  const places = everyPlace.filter((place) => (on.endsWith('*') ? place.startsWith(on.slice(0, -1)) : place === on));
  if (places.length === 0) return nowhere(on);
  const able = places.filter((place) => strikesAt(place, what));
  if (able.length === 0) return `"${on}" knows no "${what}"; it knows ${said(places.flatMap((place) => Object.keys(doesAt(place))))}.`;
  const known = able.flatMap((place) => doesAt(place)[what] ?? []);
  for (const [name, value] of Object.entries(rule)) {
    if (selectors.includes(name) || value === undefined) continue;
    const detail = known.find((one) => one === name);
    if (detail === undefined) return `"${what}" on "${on}" takes ${known.length > 0 ? said(known) : 'nothing'}, not "${name}".`;
    if (!details[detail].fits(value)) return `"${name}" is ${details[detail].is}, not ${JSON.stringify(value)}.`;
  }
  return undefined;
}

function nowhere(on: string): string {
  const [kind = ''] = parted(on);
  const family = families[kind];
  const known = family ? family.names.map((name) => `${kind}:${name}`) : Object.keys(families).map((one) => `${one}:…`);
  return `"${on}" names no place; there is ${said(known)}.`;
}

const said = (names: string[]) => [...new Set(names)].sort().join(', ');
