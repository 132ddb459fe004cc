import * as z from 'zod';
import { type AwsConfig, awsClient } from '#runtime/aws/aws-client';

const Answer = z.object({ Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]) });

/** Reads parameters by their names, decrypted; those that are not there are not in the answer. */
export type ReadParameters = (names: string[]) => Promise<Record<string, string>>;

export function parameterStore(config?: AwsConfig): ReadParameters {
  const { call } = awsClient({ name: 'ssm', target: 'AmazonSSM', version: '1.1' }, config);
  return async (names) => {
    const { Parameters } = Answer.parse(await call('GetParameters', { Names: names, WithDecryption: true }));
    return Object.fromEntries(Parameters.map(({ Name, Value }) => [Name, Value]));
  };
}
