import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { awsWorld, fn, type World } from './sandbox-aws-world.ts';

let world: World;
afterEach(() => world.stop());

const api = (more: JsonObject = {}): JsonObject => ({
  Resources: {
    ...fn('Slack', 'slack', [], { Timeout: 1 }),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'doors' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: { 'Fn::GetAtt': ['Slack', 'Arn'] }, PayloadFormatVersion: '2.0' },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'POST /slack/events',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        FunctionName: { 'Fn::GetAtt': ['Slack', 'Arn'] },
      },
    },
    ...more,
  },
});
const post = (body: string, type: string, path = '/slack/events?a=1&a=2') =>
  fetch(`${world.origin}${path}`, { method: 'POST', body, headers: { 'content-type': type, 'X-Slack-Signature': 'v0=x' } });

test('a form arrives in base64, JSON as it is, headers in lower case', async () => {
  world = await awsWorld(api());
  world.behave = () => ({ statusCode: 202, headers: { 'X-Seen': 'yes' }, body: 'thanks' });
  const answer = await post('payload=%7B%7D', 'application/x-www-form-urlencoded');
  expect([answer.status, answer.headers.get('x-seen'), await answer.text()]).toEqual([202, 'yes', 'thanks']);
  await post('{"type":"url_verification"}', 'application/json; charset=utf-8');
  const [form, json] = world.seen.map(({ event }) => event);
  expect(form).toMatchObject({
    version: '2.0',
    routeKey: 'POST /slack/events',
    rawPath: '/slack/events',
    rawQueryString: 'a=1&a=2',
    queryStringParameters: { a: '1,2' },
    headers: { 'x-slack-signature': 'v0=x' },
    requestContext: { http: { method: 'POST', path: '/slack/events' } },
    isBase64Encoded: true,
    body: Buffer.from('payload=%7B%7D').toString('base64'),
  });
  expect(json).toMatchObject({ isBase64Encoded: false, body: '{"type":"url_verification"}' });
});

test('without a route there is nothing, and without the permission the function is not run', async () => {
  world = await awsWorld(api({ Permission: { Type: 'AWS::SNS::Topic', Properties: {} } }));
  const missing = await post('x', 'text/plain', '/elsewhere');
  expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
  expect((await post('x', 'text/plain')).status).toBe(500);
  expect(world.seen).toEqual([]);
});

test('a function that throws or takes too long is a 500 that says nothing, and the next request gets a fresh container', async () => {
  world = await awsWorld(api());
  world.behave = () => {
    throw new Error('secret');
  };
  expect(await (await post('x', 'text/plain')).json()).toEqual({ message: 'Internal Server Error' });
  world.behave = () => new Promise((resolve) => setTimeout(() => resolve(null), 1500));
  expect((await post('x', 'text/plain')).status).toBe(500);
  expect(world.aws.logs.lines('slack').at(-1)?.line).toContain('Task timed out after 1.00 seconds');
  world.behave = () => ({ statusCode: 200, body: 'well' });
  expect(await (await post('x', 'text/plain')).text()).toBe('well');
});

test('a killed container takes what it was doing with it, and the next one begins anew', async () => {
  world = await awsWorld(api());
  const reached = Promise.withResolvers<void>();
  world.behave = () => {
    reached.resolve();
    return new Promise(() => {});
  };
  const answer = post('x', 'text/plain');
  await reached.promise;
  await world.aws.functions.kill('slack');
  expect((await answer).status).toBe(500);
  world.behave = () => ({ statusCode: 200, body: 'well' });
  expect(await (await post('x', 'text/plain')).text()).toBe('well');
});
