import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parameterStore } from '#adapters/ssm/parameters';
import { awsClient } from '#runtime/aws/aws-client';
import { placeOf } from '#runtime/aws/place';
import { type Act, answer, breakInside, breakOff, hang, refuse, scriptedServer } from './scripted-server.ts';

const dynamodb = { name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' } as const;
const credentials = { accessKeyId: 'muster-slack', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const place = { region: 'eu-west-1', credentials };
const brief = { connectMs: 100, replyMs: 150, allMs: 2_000 };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllEnvs();
});

async function served(acts: Act[], more: Parameters<typeof awsClient>[1] = {}) {
  const server = await scriptedServer(acts);
  stops.push(server.stop);
  return { ...server, client: awsClient(dynamodb, { endpoint: server.endpoint, ...place, ...more }) };
}

class Sha256 {
  #hash;
  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array);
  }
  update(data: string | Uint8Array) {
    this.#hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {}
}

describe('A request', () => {
  test.each([
    ['', { Key: 'x' }, credentials],
    [' with the token of a role', { Key: 'x' }, { ...credentials, sessionToken: 'IQoJb3JpZ2luX2VjE+/=' }],
    [' about what is not ASCII', { Key: 'Zahlungen 🔥 größer — é\u2028' }, credentials],
  ])('is signed as the SDK would sign it%s', async (_, input, credentials) => {
    const { client, asked, endpoint } = await served([answer(200, {})], { credentials });
    await client.call('GetItem', input);
    const { headers = {}, url = '' } = asked[0]?.request ?? {};
    const body = asked[0]?.body ?? '';
    expect(JSON.parse(body)).toEqual(input);
    const { authorization, 'x-amz-date': at, 'x-amz-security-token': token, connection: _connection, ...rest } = headers;
    const [, year, month, day, hour, minute, second] = /(....)(..)(..)T(..)(..)(..)Z/.exec(String(at)) ?? [];
    const signer = new SignatureV4({ ...place, credentials, service: 'dynamodb', sha256: Sha256, applyChecksum: false });
    const { hostname, protocol } = new URL(endpoint);
    const signed = await signer.sign(
      { method: 'POST', hostname, protocol, path: url, headers: rest as Record<string, string>, body },
      { signingDate: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) },
    );
    expect(authorization).toBe(signed.headers.authorization);
    expect(token).toBe('sessionToken' in credentials ? credentials.sessionToken : undefined);
  });

  test('says what is asked of whom, by whom, and does not invite a compressed answer', async () => {
    const { client, asked } = await served([answer(200, {})]);
    await client.call('TransactWriteItems', {});
    const { headers, url } = asked[0]?.request ?? {};
    expect(url).toBe('/');
    expect(headers).toMatchObject({ 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems', 'content-type': 'application/x-amz-json-1.0' });
    expect(headers?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=muster-slack\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, /);
    expect(headers).not.toHaveProperty('accept-encoding');
    expect(headers).not.toHaveProperty('x-amz-security-token');
  });

  test('takes from the environment what it is not given', async () => {
    const { endpoint, asked } = await served([answer(200, { Parameters: [{ Name: '/a', Value: 'é' }] })]);
    vi.stubEnv('AWS_ENDPOINT_URL', `${endpoint}/aws`);
    vi.stubEnv('AWS_REGION', 'eu-north-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'role');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    expect(await parameterStore()(['/a', '/b'])).toEqual({ '/a': 'é' });
    const { headers, url } = asked[0]?.request ?? {};
    expect(url).toBe('/aws/');
    expect(headers).toMatchObject({ 'x-amz-target': 'AmazonSSM.GetParameters', 'x-amz-security-token': 'token' });
    expect(headers?.authorization).toContain('Credential=role/');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ Names: ['/a', '/b'], WithDecryption: true });
  });

  test('goes to the endpoint of the service, then to that of all, then to AWS', () => {
    const urlOf = (region: string) => placeOf('dynamodb', { credentials, region }).url.href;
    expect(urlOf('eu-west-1')).toBe('https://dynamodb.eu-west-1.amazonaws.com/');
    expect(urlOf('cn-north-1')).toBe('https://dynamodb.cn-north-1.amazonaws.com.cn/');
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    expect(urlOf('eu-west-1')).toBe('http://127.0.0.1:1/');
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:2');
    expect(urlOf('eu-west-1')).toBe('http://127.0.0.1:2/');
  });

  test('that nobody can sign is not sent', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    const server = await scriptedServer([answer(200, {})]);
    stops.push(server.stop);
    const client = awsClient(dynamodb, { endpoint: server.endpoint, region: 'eu-west-1' });
    await expect(client.call('GetItem', {})).rejects.toThrow(/AWS_ACCESS_KEY_ID/);
    expect(server.asked).toEqual([]);
  });
});

describe('An answer', () => {
  test('may be large and come in pieces', async () => {
    const large = { Items: Array.from({ length: 20_000 }, (_, index) => `${index} 🔥 ${'é'.repeat(100)}`) };
    const { client } = await served([
      (_, response) => {
        const bytes = Buffer.from(JSON.stringify(large));
        response.writeHead(200);
        // In pieces that end inside a character.
        for (let from = 0; from < bytes.length; from += 9_999) response.write(bytes.subarray(from, from + 9_999));
        response.end();
      },
    ]);
    expect(await client.call('Query', {})).toEqual(large);
  });

  test('that refuses is an error under its own name, with the reasons', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }];
    const { client, asked } = await served([refuse('TransactionCanceledException', 400, { CancellationReasons: reasons })]);
    await expect(client.call('TransactWriteItems', {})).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message: 'about TransactionCanceledException',
      operation: 'TransactWriteItems',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    expect(asked).toHaveLength(1);
  });

  test('of something that is not AWS is an error too', async () => {
    const { client, asked } = await served([answer(403, '<html>proxy</html>')]);
    await expect(client.call('GetItem', {})).rejects.toMatchObject({ name: 'Http403' });
    expect(asked).toHaveLength(1);
  });
});

describe('What passes is asked again', () => {
  test.each<[string, Act]>([
    ['an error of the service', refuse('InternalServerError', 500)],
    ['a service that is not there', answer(503, '')],
    ['throttling', refuse('ThrottlingException')],
    ['used up throughput', refuse('ProvisionedThroughputExceededException')],
    ['the same transaction still running', refuse('TransactionInProgressException')],
    ['a connection that breaks', breakOff],
    ['a connection that breaks inside an answer', breakInside],
    ['an answer cut off', answer(200, '{"Item":')],
    ['an answer that does not come', hang],
  ])('%s', async (_, act) => {
    const { client, asked } = await served([act, act, answer(200, { Item: 'x' })], { patience: brief });
    expect(await client.call('GetItem', { Key: 'k' })).toEqual({ Item: 'x' });
    expect(asked.map(({ body }) => body)).toEqual(Array(3).fill('{"Key":"k"}'));
  });

  test('three times at most', async () => {
    const { client, asked } = await served([refuse('ThrottlingException')]);
    await expect(client.call('GetItem', {})).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(asked).toHaveLength(3);
  });

  test.each(['ConditionalCheckFailedException', 'ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'])(
    'and %s does not pass',
    async (name) => {
      const { client, asked } = await served([refuse(name)]);
      await expect(client.call('GetItem', {})).rejects.toMatchObject({ name });
      expect(asked).toHaveLength(1);
    },
  );

  test('within the three seconds Slack waits', async () => {
    const { client, asked } = await served([hang]);
    const started = performance.now();
    await expect(client.call('GetItem', {})).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - started).toBeLessThan(3_300);
    expect(asked).toHaveLength(3);
  });

  test('where nobody listens', async () => {
    const { client, stop } = await served([hang]);
    stop();
    await expect(client.call('GetItem', {})).rejects.toMatchObject({ name: 'ECONNREFUSED', cause: { code: 'ECONNREFUSED' } });
  });
});

describe('A connection', () => {
  const ok = answer(200, {});

  test('is kept for the next call', async () => {
    const { client, sockets } = await served([ok]);
    for (let times = 0; times < 5; times++) await client.call('GetItem', {});
    expect(sockets.size).toBe(1);
  });

  test('that the server closed while it was idle is not taken again', async () => {
    const { client, sockets, asked } = await served([ok]);
    await client.call('GetItem', {});
    for (const socket of sockets) socket.end();
    await new Promise((later) => setTimeout(later, 50));
    await client.call('GetItem', {});
    expect([sockets.size, asked.length]).toEqual([2, 2]);
  });

  test('that turns out to be dead takes the other old ones with it, so that the second try has a fresh one', async () => {
    const old = new Set<unknown>();
    const act: Act = (asked, response) => {
      if (old.has(asked.socket)) asked.socket.destroy();
      else setTimeout(() => ok(asked, response), 50);
    };
    const { client, sockets, asked } = await served([act]);
    await Promise.all(Array.from({ length: 6 }, () => client.call('GetItem', {})));
    expect(sockets.size).toBe(6);
    for (const socket of sockets) old.add(socket);
    await client.call('GetItem', {});
    expect(asked).toHaveLength(8);
  });

  test('can be opened before it is needed', async () => {
    const { client, sockets, asked } = await served([answer(200, 'healthy'), ok]);
    await client.tryConnect();
    await client.call('GetItem', {});
    expect(sockets.size).toBe(1);
    expect(asked.map(({ request }) => request.method)).toEqual(['GET', 'POST']);
    expect(asked[0]?.request.headers).not.toHaveProperty('authorization');
  });

  test('that cannot be opened beforehand fails nobody and holds nobody up', async () => {
    const { client, stop } = await served([hang, ok], { patience: brief });
    const connecting = client.tryConnect();
    expect(await client.call('GetItem', {})).toEqual({});
    await connecting;
    stop();
    await client.tryConnect();
    await awsClient(dynamodb, { endpoint: 'not a url', ...place }).tryConnect();
  });
});

test('over TLS a certificate is looked at', async ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const make = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  ];
  try {
    execFileSync('openssl', [...make, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  } catch {
    skip('openssl is not here');
  }
  const server = await scriptedServer([answer(200, { Item: 'x' })], { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') });
  const trusted = getCACertificates('default');
  stops.push(
    server.stop,
    () => rmSync(folder, { recursive: true }),
    () => setDefaultCACertificates(trusted),
  );
  const client = awsClient(dynamodb, { endpoint: server.endpoint, ...place });
  await expect(client.call('GetItem', {})).rejects.toMatchObject({ name: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  expect(server.asked).toEqual([]);
  setDefaultCACertificates([...trusted, readFileSync(cert, 'utf8')]);
  await client.tryConnect();
  expect(await client.call('GetItem', {})).toEqual({ Item: 'x' });
  await client.call('GetItem', {});
  expect(server.sockets.size).toBe(1);
});
