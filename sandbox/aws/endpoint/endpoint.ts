import type { Functions } from '#sandbox/aws/functions/functions';
import { isObject, type JsonObject, object } from '#sandbox/aws/json';
import type { Permissions } from '#sandbox/aws/permissions';
import type { HttpRequest, HttpResponse } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Api, Call } from './call.ts';
import { schedulerOperation } from './scheduler-api.ts';
import type { Usage } from './usage.ts';

export type Apis = Record<Call['service'], Api>;
export type Endpoint = (request: HttpRequest) => Promise<HttpResponse>;

const targets: Record<string, Call['service']> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'streams',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AmazonSSM: 'ssm',
};

/**
 * The one AWS endpoint of the sandbox. The access key says which function calls; each call is judged by that function's role in the template
 * before it is answered, and written down. Callers that are no function (tests, the example's loader) may do everything.
 */
export function createEndpoint(
  apis: Apis,
  { functions, permissions, usage }: { functions: Functions; permissions: Permissions; usage: Usage },
): Endpoint {
  return async (request) => {
    let service: Call['service'] | undefined;
    try {
      const call = read(request);
      service = call.service;
      const api = apis[call.service];
      const caller = functions.byName(accessKey(request));
      for (const need of caller ? api.needs(call) : []) {
        const allowed = caller !== undefined && permissions.allows(caller.role, need);
        if (caller) usage.note(caller.service, need, allowed);
        if (allowed) continue;
        const denied = service === 'sqs' ? 'AccessDenied' : 'AccessDeniedException';
        throw new AwsError(
          denied,
          `User: ${caller?.role} is not authorized to perform: ${need.action} on resource: ${need.resource} because no identity-based policy allows the ${need.action} action`,
          service === 'scheduler' ? 403 : 400,
        );
      }
      const answer = await api.answer(call);
      if (typeof answer.status === 'number' && typeof answer.body === 'string') {
        return { status: answer.status, headers: (answer.headers ?? {}) as Record<string, string>, body: answer.body };
      }
      return { status: 200, headers: { 'content-type': contentType(service) }, body: JSON.stringify(answer) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const body = { __type: error.code, message: error.message, Message: error.message };
      return {
        status: error.status,
        headers: { 'content-type': contentType(service), 'x-amzn-errortype': error.code },
        body: JSON.stringify(body),
      };
    }
  };
}

const contentType = (service: Call['service'] | undefined) =>
  service === 'scheduler' ? 'application/json' : `application/x-amz-json-1.${service === 'events' || service === 'ssm' ? 1 : 0}`;

function read({ method, path, query, headers, body }: HttpRequest): Call {
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const [prefix = '', operation = ''] = target.split('.');
    const service = targets[prefix];
    if (service === undefined) throw new AwsError('UnknownOperationException', `The sandbox does not know ${target}.`);
    return { service, operation, target, body, input: parse(body) };
  }
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

const accessKey = ({ headers }: HttpRequest) => /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
