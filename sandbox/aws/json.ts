/** JSON whose shape is checked where it is used. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The object, or an empty one where the template says nothing. */
export const object = (value: unknown): JsonObject => (isObject(value) ? value : {});
export const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value as Json];
export const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
export const optionalText = (value: unknown): string | undefined => (value === undefined || value === null ? undefined : String(value));
export const number = (value: unknown, otherwise: number): number =>
  value === undefined || value === null || Number.isNaN(Number(value)) ? otherwise : Number(value);
