import * as z from 'zod';
import { type AwsConfig, awsClient } from '#runtime/aws/aws-client';

const Answer = z.object({ Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]) });

/** Reads parameters by their names, decrypted; those that are not there are not in the answer. */
export type ReadParameters = (names: string[]) => Promise<Record<string, string>>;

const Page = Answer.extend({ NextToken: z.string().optional() });

/** Every parameter below a path, decrypted, by what follows the path in its name. */
export type ReadBelow = (path: string) => Promise<Record<string, string>>;

export function parametersBelow(config?: AwsConfig): ReadBelow {
  const { call } = awsClient({ name: 'ssm', target: 'AmazonSSM', version: '1.1' }, config);
  return async (path) => {
    const found: Record<string, string> = {};
    for (let NextToken: string | undefined, first = true; first || NextToken !== undefined; first = false) {
      const page = Page.parse(await call('GetParametersByPath', { Path: path, Recursive: true, WithDecryption: true, NextToken }));
      for (const { Name, Value } of page.Parameters) found[Name.slice(path.length + 1)] = Value;
      ({ NextToken } = page);
    }
    return found;
  };
}

export function parameterStore(config?: AwsConfig): ReadParameters {
  const { call } = awsClient({ name: 'ssm', target: 'AmazonSSM', version: '1.1' }, config);
  return async (names) => {
    const { Parameters } = Answer.parse(await call('GetParameters', { Names: names, WithDecryption: true }));
    return Object.fromEntries(Parameters.map(({ Name, Value }) => [Name, Value]));
  };
}
