import type * as z from 'zod';
import { Failure } from '#sandbox/slack/failure';
import { json, jsons } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';
import { messageBlocks, view } from './surfaces.ts';
import { textLength } from './walk.ts';

const messages = (issues: z.core.$ZodIssue[], root: string) =>
  issues.map(({ message, path }) => `[ERROR] ${message} [json-pointer:${[root, ...path].join('/')}]`);

/** Undocumented, met in the field: https://github.com/slackapi/bolt-js/issues/2509 */
const mostBlockText = 13_200;
const mostViewBytes = 250 * 1024;

export function checkMessageBlocks(blocks: unknown): Json[] {
  if (!Array.isArray(blocks)) throw new Failure('invalid_blocks_format');
  const read = messageBlocks.safeParse(blocks);
  if (!read.success) {
    const said = messages(read.error.issues, '/blocks');
    throw new Failure('invalid_blocks', { errors: said, response_metadata: { messages: said } });
  }
  if (textLength(blocks) > mostBlockText) throw new Failure('msg_blocks_too_long');
  return jsons(blocks);
}

export function checkView(sent: unknown, type?: 'modal' | 'home'): Json {
  if (Buffer.byteLength(JSON.stringify(sent) ?? '') > mostViewBytes) throw new Failure('view_too_large');
  const read = view.safeParse(sent);
  if (!read.success) throw new Failure('invalid_arguments', { response_metadata: { messages: messages(read.error.issues, '/view') } });
  if (type && read.data.type !== type) {
    throw new Failure('invalid_arguments', { response_metadata: { messages: [`[ERROR] must be a ${type} [json-pointer:/view/type]`] } });
  }
  return json(sent);
}
