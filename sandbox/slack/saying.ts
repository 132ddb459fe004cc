import { announceChanged, announceDeleted } from './announcing.ts';
import { Failure } from './failure.ts';
import type { Inside } from './inside.ts';
import { json, text } from './reading.ts';
import type { Ephemeral, Json, ResponseUrl } from './records.ts';
import { readArguments } from './web-api/arguments.ts';
import { postAsBot, readMetadata, readWords, type Words } from './web-api/post.ts';

const asArguments = (body: Json) =>
  readArguments({ method: 'POST', path: '', query: '', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

function show({ workspace, watched }: Inside, to: ResponseUrl, words: Words, thread_ts: string) {
  const ts = workspace.ts();
  const ephemeral: Ephemeral = { id: ts, ts, channel: to.channel, user: to.user, ...words, ...(thread_ts !== '' && { thread_ts }) };
  workspace.ephemerals.set(ts, ephemeral);
  watched.shown(ephemeral, to.id);
}

function deleteOriginal(inside: Inside, { channel, original }: ResponseUrl) {
  if (!original) throw new Failure('no_original');
  if (original.ephemeral) return inside.workspace.ephemerals.delete(original.ts);
  const message = inside.workspace.messages.get(channel, original.ts);
  if (!message) throw new Failure('message_not_found');
  inside.workspace.messages.delete(channel, original.ts);
  announceDeleted(inside, message);
}

function replaceOriginal(inside: Inside, { id, channel, original }: ResponseUrl, words: Words) {
  if (!original) throw new Failure('no_original');
  const { workspace, watched } = inside;
  if (original.ephemeral) {
    const shown = workspace.ephemerals.get(original.ts);
    if (!shown) throw new Failure('message_not_found');
    const { blocks: _, ...rest } = shown;
    workspace.ephemerals.set(shown.id, { ...rest, ...words });
    watched.shown(shown, id);
    return;
  }
  const before = workspace.messages.get(channel, original.ts);
  if (!before) throw new Failure('message_not_found');
  const { blocks: _, ...rest } = before;
  const after = { ...rest, ...words, edited: { user: before.user, ts: workspace.ts() } };
  workspace.messages.set(after);
  announceChanged(inside, before, after);
}

/** What the app says to a response_url, or in the acknowledgement of a command. A word alone is shown to the person only. */
export function sayBack(inside: Inside, to: ResponseUrl, said: unknown) {
  const body = typeof said === 'string' ? { text: said } : json(said);
  if (body.delete_original === true) return deleteOriginal(inside, to);
  const args = asArguments(body);
  const words = readWords(args);
  if (body.replace_original === true) return replaceOriginal(inside, to, words);
  const thread = text(body.thread_ts);
  if (body.response_type !== 'in_channel') return show(inside, to, words, thread);
  const channel = inside.workspace.channels.get(to.channel);
  if (!channel || channel.archived) throw new Failure(channel ? 'is_archived' : 'channel_not_found');
  const metadata = readMetadata(args);
  postAsBot(inside, channel, words, { ...(thread !== '' && { thread_ts: thread }), ...(metadata && { metadata }) });
}
