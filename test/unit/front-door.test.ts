import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { admit } from '#runtime/front-door';
import { fc } from '#test/properties';

const now = '2026-03-10T14:00:00.000Z';
const seconds = Date.parse(now) / 1000;
const secret = 'signing-secret';
const known = { signingSecret: secret, botToken: 'xoxb', botId: 'B1', botUserId: 'U1' };
const secrets = { current: async () => known, reread: async () => known };
const form = 'application/x-www-form-urlencoded';

const sign = (body: string | Buffer, at: number | string = seconds, key = secret) =>
  `v0=${createHmac('sha256', key).update(`v0:${at}:`).update(body).digest('hex')}`;
type Sent = {
  body?: string;
  type?: string;
  at?: number | string;
  signature?: string;
  base64?: boolean;
  method?: string;
  more?: Record<string, string>;
};
const sent = ({ body = '', type = form, at = seconds, signature = sign(body, at), base64 = false, method = 'POST', more = {} }: Sent) =>
  ({
    version: '2.0',
    headers: { 'Content-Type': type, 'X-Slack-Request-Timestamp': String(at), 'X-Slack-Signature': signature, ...more },
    requestContext: { http: { method } },
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  }) as unknown as APIGatewayProxyEventV2;
const at = (event: APIGatewayProxyEventV2) => admit(event, { now: () => now, secrets });
const status = async (event: APIGatewayProxyEventV2) => {
  const admission = await at(event);
  return 'answer' in admission ? admission.answer.statusCode : 'let in';
};
const bodyOf = async (event: APIGatewayProxyEventV2) => {
  const admission = await at(event);
  return 'request' in admission ? admission.request.body : admission.answer;
};

describe('The front door lets in', () => {
  const command = 'command=%2Fincident&text=declare+sev2+checkout%3A+caf%C3%A9+%F0%9F%94%A5&trigger_id=1.2';
  const fields = { command: '/incident', text: 'declare sev2 checkout: café 🔥', trigger_id: '1.2' };

  test('a slash command, plain or in base64, with or without a charset', async () => {
    expect(await bodyOf(sent({ body: command }))).toEqual(fields);
    expect(await bodyOf(sent({ body: command, base64: true }))).toEqual(fields);
    expect(await bodyOf(sent({ body: command, type: `${form}; charset=utf-8` }))).toEqual(fields);
  });
  test('a pressed button, whose payload is JSON in a form', async () => {
    const payload = { type: 'block_actions', user: { id: 'U1' }, text: 'é🔥' };
    expect(await bodyOf(sent({ body: `payload=${encodeURIComponent(JSON.stringify(payload))}` }))).toEqual(payload);
  });
  test('an event in JSON with emoji, plain or in base64', async () => {
    const body = JSON.stringify({ type: 'event_callback', event: { text: 'é🔥' } });
    expect(await bodyOf(sent({ body, type: 'application/json' }))).toEqual(JSON.parse(body));
    expect(await bodyOf(sent({ body, type: 'application/json; charset=utf-8', base64: true }))).toEqual(JSON.parse(body));
  });
  test('what is up to five minutes old or early', async () => {
    expect(await status(sent({ body: command, at: seconds - 300 }))).toBe('let in');
    expect(await status(sent({ body: command, at: seconds + 300 }))).toBe('let in');
  });
  test('a delivery that Slack repeats, with its number and reason', async () => {
    const more = { 'X-Slack-Retry-Num': '2', 'X-Slack-Retry-Reason': 'http_timeout' };
    expect(await at(sent({ body: '{}', type: 'application/json', more }))).toMatchObject({
      request: { retryNum: 2, retryReason: 'http_timeout' },
    });
  });
  test('a request signed with a secret that was rotated a moment ago', async () => {
    const rotated = { current: async () => ({ ...known, signingSecret: 'old' }), reread: async () => known };
    expect(await admit(sent({ body: command }), { now: () => now, secrets: rotated })).toHaveProperty('request');
  });
});

describe('The front door answers itself', () => {
  test('whether this address is ours', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    expect(await bodyOf(sent({ body, type: 'application/json' }))).toMatchObject({ statusCode: 200, body: 'abc' });
    expect(await status(sent({ body, type: 'application/json', signature: sign('other') }))).toBe(401);
    expect(await status(sent({ body: 'ssl_check=1' }))).toBe(200);
    expect(await status(sent({ body: 'ssl_check=1', signature: 'v0=0' }))).toBe(401);
  });
  test.each([
    ['another method', sent({ method: 'GET' }), 405],
    ['another content type', sent({ type: 'text/plain' }), 415],
    ['no content type', sent({ type: '' }), 415],
    ['a content type that every object knows', sent({ type: 'constructor' }), 415],
    ['more than 1 MB', sent({ body: 'x'.repeat(1024 * 1024 + 1) }), 413],
    ['six minutes ago', sent({ at: seconds - 301 }), 401],
    ['tomorrow', sent({ at: seconds + 86_400 }), 401],
    ['a timestamp that is none', sent({ at: 'soon' }), 401],
    ['a signature of other bytes', sent({ body: 'a=1', signature: sign('a=2') }), 401],
    ['a signature of another secret', sent({ body: 'a=1', signature: sign('a=1', seconds, 'other') }), 401],
    ['signed nonsense', sent({ body: '{', type: 'application/json' }), 400],
    ['a signed list', sent({ body: '[1]', type: 'application/json' }), 400],
    ['a signed payload that is no JSON', sent({ body: 'payload=%7B' }), 400],
  ])('%s', async (_, event, expected) => {
    expect(await status(event)).toBe(expected);
  });
  test('and never reads the secrets again for a request from another time', async () => {
    let reads = 0;
    const counting = { current: async () => known, reread: async () => ({ ...known, n: ++reads }) };
    const ask = (event: APIGatewayProxyEventV2) => admit(event, { now: () => now, secrets: counting });
    await ask(sent({ at: seconds + 301, signature: sign('x') }));
    expect(reads).toBe(0);
    await ask(sent({ signature: sign('x') }));
    expect(reads).toBe(1);
  });
});

describe('Whatever anyone sends', () => {
  const anything = fc.record(
    {
      headers: fc.option(
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom('content-type', 'X-Slack-Signature', 'x-slack-request-timestamp')),
          fc.anything(),
        ),
      ),
      body: fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.webQueryParameters(), fc.anything()),
      isBase64Encoded: fc.oneof(fc.boolean(), fc.anything()),
      requestContext: fc.oneof(fc.constant({ http: { method: 'POST' } }), fc.anything()),
    },
    { requiredKeys: [] },
  );
  const type = fc.constantFrom(form, 'application/json', `${form};charset=UTF-8`, 'APPLICATION/JSON; x');
  const refused = async (event: unknown) => {
    const admission = await at(event as APIGatewayProxyEventV2);
    expect('answer' in admission && admission.answer.statusCode).toSatisfy((code) => [400, 401, 405, 413, 415].includes(code as number));
  };

  test('of the wrong type behind the right headers, it is refused', async () => {
    const odd = fc.record({ body: fc.anything(), isBase64Encoded: fc.anything() });
    await fc.assert(
      fc.asyncProperty(odd, type, (some, contentType) =>
        refused({ ...sent({ type: contentType, signature: sign('words that nobody else says') }), ...some }),
      ),
      { numRuns: 300 },
    );
  });
  test('without a signature it is refused and nothing breaks', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(anything, fc.anything()), refused), { numRuns: 500 });
  });
  const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.webQueryParameters());
  test('with someone else’s signature, or one that fits other bytes or another time, it is refused', async () => {
    const forged = fc.tuple(
      body,
      type,
      fc.integer({ min: -600, max: 600 }),
      fc.constantFrom('other secret', 'other bytes', 'other time'),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(forged, async ([text, contentType, offset, how, base64]) => {
        const time = seconds + offset;
        const signature =
          how === 'other secret' ? sign(text, time, 'guess') : how === 'other bytes' ? sign(`${text} `, time) : sign(text, time + 1);
        await refused(sent({ body: text, type: contentType, at: time, signature, base64 }));
      }),
      { numRuns: 500 },
    );
  });
  test('replayed later than five minutes, or dated ahead by more, it is refused', async () => {
    const away = fc.oneof(fc.integer({ min: 301, max: 1e8 }), fc.integer({ min: -1e8, max: -301 }));
    await fc.assert(
      fc.asyncProperty(body, type, away, (text, contentType, offset) =>
        refused(sent({ body: text, type: contentType, at: seconds + offset })),
      ),
      { numRuns: 200 },
    );
  });
  test('signed, it is let in or called malformed, and nothing breaks', async () => {
    await fc.assert(
      fc.asyncProperty(body, type, async (text, contentType) => {
        expect(await status(sent({ body: text, type: contentType }))).toSatisfy((answer) =>
          ['let in', 400, 200].includes(answer as string),
        );
      }),
      { numRuns: 300 },
    );
  });
});
