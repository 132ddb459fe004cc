import { type JsonObject, list, number, text } from '#sandbox/aws/json';
import type { Stack } from '#sandbox/aws/template/stack';
import type { Clock } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Api, Call } from './call.ts';

export type Parameters = Map<string, string>;

/** The template's, and what the app's own hold here: secrets are made by hand in an account, so the template does not have them. */
export const sandboxParameters = (stack: Stack): Parameters =>
  new Map([
    ...stack.all('AWS::SSM::Parameter').map(({ properties }) => [text(properties.Name), text(properties.Value)] as const),
    ['/muster/slack/signing-secret', 'sandbox-signing-secret'],
    ['/muster/slack/bot-token', 'xoxb-sandbox'],
    ['/muster/slack/bot-id', 'B0MUSTER'],
    ['/muster/slack/bot-user-id', 'U0MUSTER'],
    ['/muster/intake/alerts/prometheus', 'sandbox-alert-secret'],
    ['/muster/intake/hooks/pagerduty', 'sandbox-hook-secret'],
    ['/muster/intake/hooks/github', 'sandbox-hook-secret'],
    ['/muster/intake/hooks/jira', 'sandbox-hook-secret'],
    ['/muster/trackers/github', 'ghp_sandbox'],
    ['/muster/trackers/jira', 'muster@example.com:sandbox'],
    ['/muster/pagers/checkout', 'sandbox0routing0key0of0checkout0'],
    ['/muster/pagers/webhook', 'sandbox-webhook-secret'],
  ]);

export function createSsmApi({
  parameters,
  clock,
  place,
}: {
  parameters: Parameters;
  clock: Clock;
  place: { region: string; account: string };
}): Api {
  const arn = (name: string) => `arn:aws:ssm:${place.region}:${place.account}:parameter${name.startsWith('/') ? name : `/${name}`}`;
  const secret = (name: string) => /secret|token/.test(name);
  const parameter = (name: string, decrypted: boolean): JsonObject => ({
    Name: name,
    ARN: arn(name),
    Type: secret(name) ? 'SecureString' : 'String',
    Value: secret(name) && !decrypted ? 'kms:encrypted' : (parameters.get(name) ?? ''),
    Version: 1,
    DataType: 'text',
    LastModifiedDate: Math.floor(clock.now() / 1000),
  });
  const names = ({ operation, input }: Call) =>
    operation === 'GetParameters' ? list(input.Names).map(text) : [text(operation === 'GetParametersByPath' ? input.Path : input.Name)];
  return {
    needs: (call) => names(call).map((name) => ({ action: `ssm:${call.operation}`, resource: arn(name.replace(/\/$/, '')) })),
    answer(call) {
      const { operation, input } = call;
      const wanted = names(call);
      const decrypted = input.WithDecryption === true;
      const there = wanted.filter((name) => parameters.has(name));
      if (operation === 'GetParameters') {
        if (wanted.length > 10)
          throw new AwsError(
            'ValidationException',
            "Value at 'names' failed to satisfy constraint: Member must have length less than or equal to 10",
          );
        return {
          Parameters: there.map((name) => parameter(name, decrypted)),
          InvalidParameters: wanted.filter((name) => !parameters.has(name)),
        };
      }
      if (operation === 'GetParameter') {
        if (there[0] === undefined) throw new AwsError('ParameterNotFound', `Parameter ${wanted[0]} not found.`);
        return { Parameter: parameter(there[0], decrypted) };
      }
      if (operation !== 'GetParametersByPath')
        throw new AwsError('UnknownOperationException', `The sandbox does not know SSM ${operation}.`);
      const path = `${text(input.Path).replace(/\/$/, '')}/`;
      const below = [...parameters.keys()].filter(
        (name) => name.startsWith(path) && (input.Recursive === true || !name.slice(path.length).includes('/')),
      );
      const start = number(input.NextToken, 0);
      const end = start + number(input.MaxResults, 10);
      return {
        Parameters: below.slice(start, end).map((name) => parameter(name, decrypted)),
        ...(end < below.length ? { NextToken: String(end) } : {}),
      };
    },
  };
}
