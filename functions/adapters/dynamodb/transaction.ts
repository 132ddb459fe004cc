import { claimKey, eventKey, headKey, textKey } from '#domain/keys';
import { lanesOf } from '#domain/ports';
import type { Append, EventRecord, HeadWrite, Text, Version } from '#domain/records';
import { absent, named, unchanged } from './expression.ts';
import type { Action } from './operations.ts';

const week = 7 * 24 * 60 * 60;
export const epochSeconds = (at: string) => Math.floor(Date.parse(at) / 1000);

const moved =
  'SET #version = :version, #state = :state, #words = :words, #behind = :yes, #behindAt = if_not_exists(#behindAt, :at), #reconciled = if_not_exists(#reconciled, :none)';
const listedAs = '#list = :list, #listedAt = :listedAt';
const unlisted = '#list, #listedAt';
const boardedAs = '#board = :board, #boardedAt = :boardedAt, #entry = :entry';
const unboarded = '#board, #boardedAt, #entry';
const absentOrExpired = `${absent} OR #expiresAt <= :now`;

/** One transaction's actions; those from `claimsFrom` on are the claims, by whose place a refusal is told from a lost race. */
export function actionsOf(
  TableName: string,
  { heads, puts, holds, claims }: Append,
  now: string,
): { actions: Action[]; claimsFrom: number } {
  const put = (Item: Record<string, unknown>, expected: Version = 0) => ({ Put: { TableName, Item, ...guard(expected) } });
  const head = (write: HeadWrite) => ({ Update: { TableName, Key: headKey(write.id), ...headUpdate(write) } });
  const check = ({ key, expected }: Append['holds'][number]) => ({ ConditionCheck: { TableName, Key: key, ...guard(expected) } });
  const others = [
    // Nothing happened to a head without events: it only has to be as the rule saw it.
    ...heads.map((write) => (write.events.length === 0 ? check({ key: headKey(write.id), expected: write.expected }) : head(write))),
    ...heads.flatMap(({ events }) => events.map((event) => put(eventItem(event)))),
    ...heads.flatMap(({ id, texts }) => texts.map((text) => put(textItem(id, text), text.expected))),
    ...puts.map(({ key, value, expected }) => put({ ...key, version: expected + 1, value }, expected)),
    ...holds.map(check),
  ];
  const taken = claims.map(({ delivery, id, answer }) => ({
    Put: {
      TableName,
      Item: { ...claimKey(delivery), version: 1, value: { id, answer }, expiresAt: epochSeconds(now) + week },
      ConditionExpression: absentOrExpired,
      ExpressionAttributeNames: named(absentOrExpired),
      ExpressionAttributeValues: { ':now': epochSeconds(now) },
    },
  }));
  return { actions: [...others, ...taken], claimsFrom: others.length };
}

function guard(expected: Version) {
  return expected === 0
    ? { ConditionExpression: absent, ExpressionAttributeNames: named(absent) }
    : { ConditionExpression: unchanged, ExpressionAttributeNames: named(unchanged), ExpressionAttributeValues: { ':expected': expected } };
}

/** What an index finds it by is there or is not: nothing of an earlier state stays. */
function headExpression({ listed, boarded }: HeadWrite): string {
  const set = [moved, ...(listed ? [listedAs] : []), ...(boarded ? [boardedAs] : [])].join(', ');
  const gone = [...(listed ? [] : [unlisted]), ...(boarded ? [] : [unboarded])].join(', ');
  return gone === '' ? set : `${set} REMOVE ${gone}`;
}

function headUpdate(write: HeadWrite) {
  const { id, expected, state, words, listed, boarded, events } = write;
  const UpdateExpression = headExpression(write);
  const { ConditionExpression, ExpressionAttributeValues } = guard(expected);
  return {
    UpdateExpression,
    ConditionExpression,
    ExpressionAttributeNames: named(UpdateExpression, ConditionExpression),
    ExpressionAttributeValues: {
      ...ExpressionAttributeValues,
      ':version': expected + events.length,
      ':state': state,
      ':words': words,
      ':yes': 'yes',
      // The oldest time that is not reconciled stays, so that a head that is always busy is swept too.
      ':at': events[0]?.recordedAt,
      ':none': Object.fromEntries(lanesOf(id).map((lane) => [lane, 0])),
      ...(listed ? { ':list': listed.list, ':listedAt': listed.at } : {}),
      ...(boarded ? { ':board': boarded.board, ':boardedAt': boarded.at, ':entry': boarded.entry } : {}),
    },
  };
}

const eventItem = (event: EventRecord) => ({
  ...eventKey(event.id, event.version),
  ...event,
  unpublished: 'yes',
});

const textItem = (id: HeadWrite['id'], text: Text) => ({
  ...textKey(id, text.id),
  version: (text.expected ?? 0) + 1,
  by: text.by,
  body: text.body,
});
