import type { FunctionSpec } from '#sandbox/aws/functions/catalogue';
import type { Functions } from '#sandbox/aws/functions/functions';
import type { Runs } from '#sandbox/aws/functions/runs';
import type { Permissions } from '#sandbox/aws/permissions';
import type { FaultRule, Faults, HttpRequest, HttpResponse } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Api, Call } from './call.ts';
import { placeOf } from './places.ts';
import { readCall } from './reading.ts';
import { struck } from './struck.ts';
import type { Usage } from './usage.ts';

export type Apis = Record<Call['service'], Api>;
export type Endpoint = (request: HttpRequest) => Promise<HttpResponse>;
type Parts = { functions: Functions; permissions: Permissions; usage: Usage; faults: Faults; runs: Runs };

/**
 * The one AWS endpoint of the sandbox. The access key says which function calls; each call is judged by that function's role in the template
 * before it is answered, and written down. Callers that are no function (tests, the example's loader) may do everything.
 */
export function createEndpoint(apis: Apis, { functions, permissions, usage, faults, runs }: Parts): Endpoint {
  return (request) =>
    said(undefined, async () => {
      const call = readCall(request);
      const place = placeOf(call);
      const caller = functions.byName(accessKey(request));
      return runs.pass(place, request, () =>
        said(call.service, async () => {
          if (caller) judge(caller, call);
          const fault = faults.at(place, caller?.service);
          return fault ? struck(fault, call.service, (own) => answer(call, own)) : answer(call);
        }),
      );
    });

  function judge({ role, service }: FunctionSpec, call: Call): void {
    for (const need of apis[call.service].needs(call)) {
      const allowed = permissions.allows(role, need);
      usage.note(service, need, allowed);
      if (allowed) continue;
      const denied = call.service === 'sqs' ? 'AccessDenied' : 'AccessDeniedException';
      throw new AwsError(
        denied,
        `User: ${role} is not authorized to perform: ${need.action} on resource: ${need.resource} because no identity-based policy allows the ${need.action} action`,
        call.service === 'scheduler' ? 403 : 400,
      );
    }
  }

  async function answer(call: Call, fault?: FaultRule): Promise<HttpResponse> {
    const answer = await apis[call.service].answer(call, fault);
    if (typeof answer.status === 'number' && typeof answer.body === 'string') {
      return { status: answer.status, headers: (answer.headers ?? {}) as Record<string, string>, body: answer.body };
    }
    return { status: 200, headers: { 'content-type': contentType(call.service) }, body: JSON.stringify(answer) };
  }
}

async function said(service: Call['service'] | undefined, work: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const body = { __type: error.code, message: error.message, Message: error.message };
    return {
      status: error.status,
      headers: { 'content-type': contentType(service), 'x-amzn-errortype': error.code },
      body: JSON.stringify(body),
    };
  }
}

const contentType = (service: Call['service'] | undefined) =>
  service === 'scheduler' ? 'application/json' : `application/x-amz-json-1.${service === 'events' || service === 'ssm' ? 1 : 0}`;

const accessKey = ({ headers }: HttpRequest) => /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
