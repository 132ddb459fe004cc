import type { Json } from './records.ts';

/** Reads of bytes that others sent: the shape is asked for, never assumed. */

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const json = (value: unknown): Json => (isJson(value) ? value : {});
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const jsons = (value: unknown): Json[] => list(value).filter(isJson);
export const texts = (value: unknown): string[] => list(value).filter((one) => typeof one === 'string');

export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
