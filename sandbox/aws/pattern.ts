import { isObject, type Json, type JsonObject, list } from './json.ts';

/** AWS's event patterns, as rules of a bus and filters of an event source use them. Every named field must match; values are alternatives. */
export function matches(pattern: JsonObject, event: Json): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return list(wanted).some((one) => isObject(one) && matches(one, event));
    const value = isObject(event) ? event[field] : undefined;
    if (Array.isArray(wanted))
      return wanted.some((matcher) => (Array.isArray(value) ? matchesAny(matcher, value) : matchesValue(matcher, value)));
    if (!isObject(wanted)) throw new Error(`An event pattern's leaf must be a list: ${field}`);
    if (Array.isArray(value)) return value.some((one) => matches(wanted, one));
    return matches(wanted, value ?? {});
  });
}

const matchesAny = (matcher: Json, values: Json[]) =>
  isObject(matcher) && 'exists' in matcher ? matcher.exists === values.length > 0 : values.some((value) => matchesValue(matcher, value));

function matchesValue(matcher: Json, value: Json | undefined): boolean {
  if (!isObject(matcher)) return value === matcher;
  const [kind, argument = null] = Object.entries(matcher)[0] ?? [];
  const found = typeof value === 'string' ? value : undefined;
  switch (kind) {
    case 'exists':
      return (value !== undefined && !isObject(value)) === argument;
    case 'prefix':
      return insensitive(argument, found, (text, part) => text.startsWith(part));
    case 'suffix':
      return insensitive(argument, found, (text, part) => text.endsWith(part));
    case 'equals-ignore-case':
      return found?.toLowerCase() === String(argument).toLowerCase();
    case 'wildcard':
      return found !== undefined && wildcard(String(argument), found);
    case 'numeric':
      return typeof value === 'number' && numeric(list(argument), value);
    case 'anything-but':
      return value !== undefined && !isObject(value) && !anyOf(argument, value);
    default:
      throw new Error(`The sandbox does not know the event pattern matcher ${kind}; sandbox/aws/pattern.ts is the place to add it.`);
  }
}

const anyOf = (excluded: Json, value: Json) =>
  isObject(excluded)
    ? Object.entries(excluded).some(([kind, argument]) => list(argument).some((one) => matchesValue({ [kind]: one }, value)))
    : list(excluded).some((one) => matchesValue(one, value));

function insensitive(argument: Json, value: string | undefined, test: (text: string, part: string) => boolean): boolean {
  if (value === undefined) return false;
  if (isObject(argument)) return test(value.toLowerCase(), String(argument['equals-ignore-case']).toLowerCase());
  return test(value, String(argument));
}

const wildcard = (pattern: string, value: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  ).test(value);

function numeric(comparison: Json[], value: number): boolean {
  for (let index = 0; index < comparison.length; index += 2) {
    const bound = Number(comparison[index + 1]);
    const holds = { '=': value === bound, '>': value > bound, '>=': value >= bound, '<': value < bound, '<=': value <= bound }[
      String(comparison[index])
    ];
    if (!holds) return false;
  }
  return true;
}
