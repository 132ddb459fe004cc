/** `npm run rebuild`: makes the facts of every incident again from the log. With AWS_ENDPOINT_URL it works on the sandbox instead of AWS. */
import { parseArgs } from 'node:util';
import { SSMClient } from '@aws-sdk/client-ssm';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { updateWhere } from '#adapters/dynamodb/update-where';
import { factKey } from '#domain/keys';
import { rebuild, type Ways } from './rebuild/rebuild.ts';

/** Everything over one table. With `onlyLook` nothing is written. */
export function waysTo(table: string, { client = dynamoClient(), onlyLook = false } = {}): Ways {
  return {
    ...dynamoStore({ client, table, now: () => new Date().toISOString() }),
    async replace(id, version, facts) {
      if (onlyLook) return;
      await updateWhere({ client, table }, factKey(id), {
        set: 'SET #version = :version, #value = :value',
        where: 'attribute_not_exists(#version) OR #version <= :version',
        values: { ':version': version, ':value': facts },
      });
    },
  };
}

/** As whoever runs this is signed in: profiles and single sign-on are found by the SDK, which the functions do without. */
async function signedIn() {
  const { config } = new SSMClient();
  return dynamoClient({ region: await config.region(), credentials: await config.credentials() });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { table: { type: 'string' }, check: { type: 'boolean', default: false } } });
  const table = values.table ?? process.env.MUSTER_TABLE;
  if (table === undefined) {
    console.error('Which table? Say --table <name> or set MUSTER_TABLE. --check only looks, and fails when something differs.');
    process.exit(2);
  }
  const { incidents, same, differed } = await rebuild(waysTo(table, { client: await signedIn(), onlyLook: values.check }));
  console.log(
    `${incidents} incidents in the log: facts of ${same} were right, of ${differed.length} ${values.check ? 'differ' : 'were written'}.`,
  );
  if (differed.length > 0) console.log(differed.join(' '));
  if (values.check && differed.length > 0) process.exitCode = 1;
}
