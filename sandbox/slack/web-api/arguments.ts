import type { HttpRequest } from '#sandbox/contracts';
import { Failure } from '#sandbox/slack/failure';
import { isJson, json, parsed } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';

/** The arguments of a call, sent as a form (objects as JSON in it) or as JSON. */
export type Arguments = {
  text(name: string): string;
  needed(name: string): string;
  given(name: string): boolean;
  flag(name: string, otherwise?: boolean): boolean;
  count(name: string, otherwise: number, most: number): number;
  list(name: string): string[];
  structure(name: string): unknown;
};

function fields({ headers, body }: HttpRequest): Json {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body));
  const read = body === '' ? {} : parsed(body);
  if (!isJson(read)) throw new Failure('invalid_json');
  return read;
}

export function readArguments(request: HttpRequest): Arguments {
  const sent = { ...Object.fromEntries(new URLSearchParams(request.query)), ...fields(request) };
  const text = (name: string) => {
    const value = sent[name];
    return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  };
  const missing = (name: string) =>
    new Failure('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
  return {
    text,
    needed(name) {
      const value = text(name);
      if (value === '') throw missing(name);
      return value;
    },
    given: (name) => sent[name] !== undefined && sent[name] !== null && sent[name] !== '',
    flag: (name, otherwise = false) => (sent[name] === undefined ? otherwise : ['true', '1'].includes(text(name))),
    count(name, otherwise, most) {
      const value = sent[name] === undefined ? otherwise : Number(text(name));
      if (!Number.isInteger(value) || value < 1 || value > most) throw new Failure('invalid_limit');
      return value;
    },
    /** Commas or a JSON array. */
    list(name) {
      const value = sent[name] ?? '';
      const items = Array.isArray(value) ? value : text(name).startsWith('[') ? parsed(text(name)) : text(name).split(',');
      return (Array.isArray(items) ? items : []).map((one) => String(one).trim()).filter((one) => one !== '');
    },
    structure(name) {
      const value = sent[name];
      if (typeof value !== 'string') return value;
      const read = parsed(value);
      if (read === undefined)
        throw new Failure('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${name} must be valid JSON`] } });
      return read;
    },
  };
}

export const token = (request: HttpRequest): string => {
  const bearer = request.headers.authorization ?? '';
  if (bearer !== '') return bearer.replace(/^Bearer\s+/i, '');
  const sent = request.headers['content-type']?.startsWith('application/json')
    ? json(parsed(request.body)).token
    : new URLSearchParams(request.body).get('token');
  return typeof sent === 'string' ? sent : '';
};
