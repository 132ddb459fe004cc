import { isObject, type JsonObject, object } from '#sandbox/aws/json';
import type { HttpRequest } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import { schedulerOperation } from './scheduler-api.ts';

const targets: Record<string, Call['service']> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'streams',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AmazonSSM: 'ssm',
};

/** Which API is called: a header names it, but for Lambda and the scheduler, whose paths do. */
export function readCall({ method, path, query, headers, body }: HttpRequest): Call {
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const [prefix = '', operation = ''] = target.split('.');
    const service = targets[prefix];
    if (service === undefined) throw new AwsError('UnknownOperationException', `The sandbox does not know ${target}.`);
    return { service, operation, target, body, input: parse(body) };
  }
  const [, invoked] = /^\/aws\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  if (invoked !== undefined && method === 'POST')
    return { service: 'lambda', operation: 'Invoke', target: '', body, input: { FunctionName: decodeURIComponent(invoked) } };
  const [, name] = /^\/aws\/schedules(?:\/([^/]+))?\/?$/.exec(path) ?? [undefined, ''];
  const operation = name === '' ? undefined : schedulerOperation(method, name === undefined ? undefined : decodeURIComponent(name));
  if (operation === undefined) throw new AwsError('UnknownOperationException', `The sandbox does not know ${method} ${path}.`);
  const input = {
    ...Object.fromEntries(new URLSearchParams(query)),
    ...parse(body),
    ...(name === undefined ? {} : { Name: decodeURIComponent(name) }),
  };
  return { service: 'scheduler', operation, target: '', body, input };
}

function parse(body: string): JsonObject {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : object(undefined);
  } catch {
    throw new AwsError('SerializationException', 'The request is no JSON.');
  }
}
