import { WebAPIPlatformError } from '@slack/web-api';
import type { Effect, Outcome } from '#domain/effects';
import { type Calls, refusalOf } from './calls.ts';

type Invite = Extract<Effect, { kind: 'invite' }>;
type Answer = { error?: string; user?: string };
type Left = { person: string; code: string };

const most = 100;
const inAlready = ['already_in_channel', 'cant_invite_self'];
/** What is wrong with the channel or with us, and not with anyone who was to be invited. */
const ofTheChannel = [
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
  'missing_scope',
  'method_not_supported_for_channel_type',
  'no_permission',
  'access_denied',
  'unknown_method',
];

/** One person whom Slack will not let in never spoils the rest. */
export async function invite(calls: Calls, { channel, people }: Invite): Promise<Outcome> {
  const leftOut: Left[] = [];
  for (let from = 0; from < people.length; from += most) {
    const answer = await inviteThose(calls, channel, people.slice(from, from + most));
    if ('refused' in answer) return { kind: 'refused', code: answer.refused };
    leftOut.push(...answer.leftOut);
  }
  const out = new Set(leftOut.map(({ person }) => person));
  return { kind: 'invited', people: people.filter((person) => !out.has(person)), leftOut };
}

async function inviteThose(calls: Calls, channel: string, people: string[]): Promise<{ refused: string } | { leftOut: Left[] }> {
  try {
    const { errors } = await calls((slack) => slack.conversations.invite({ channel, users: people.join(','), force: true }));
    return { leftOut: leftOutOf(errors) };
  } catch (error) {
    const code = refusalOf(error);
    if (ofTheChannel.includes(code)) return { refused: code };
    const [only] = people;
    if (only !== undefined && people.length === 1) return { leftOut: inAlready.includes(code) ? [] : [{ person: only, code }] };
    return oneByOne(calls, channel, people, named(error));
  }
}

/** Slack refused the batch as a whole: whom it names stays out, and the others are asked for again each on their own. */
async function oneByOne(
  calls: Calls,
  channel: string,
  people: string[],
  errors: Answer[],
): Promise<{ refused: string } | { leftOut: Left[] }> {
  const judged = new Set(errors.map(({ user }) => user));
  const leftOut = leftOutOf(errors);
  for (const person of people.filter((one) => !judged.has(one))) {
    const answer = await inviteThose(calls, channel, [person]);
    if ('refused' in answer) return answer;
    leftOut.push(...answer.leftOut);
  }
  return { leftOut };
}

const named = (error: unknown): Answer[] =>
  error instanceof WebAPIPlatformError ? ((error.data as { errors?: Answer[] }).errors ?? []) : [];
const leftOutOf = (errors: Answer[] = []): Left[] =>
  errors.flatMap(({ error = 'unknown', user }) => (user === undefined || inAlready.includes(error) ? [] : [{ person: user, code: error }]));
