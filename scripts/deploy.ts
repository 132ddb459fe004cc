/** `npm run deploy`: from a Slack app and an AWS account to a Muster that answers. `--dry-run` only says what it would do; `--secrets` asks for them again. */
import { account, checkBootstrapped } from './deploy/account.ts';
import { ask } from './deploy/ask.ts';
import { deployCommand, requestUrl, run } from './deploy/cdk.ts';
import { askForSecrets, secretsAreStored } from './deploy/slack-secrets.ts';
import { writeManifest } from './manifest.ts';

const has = (option: string) => process.argv.includes(option);

async function deploy(): Promise<void> {
  const target = await account();
  await checkBootstrapped();
  const yes = await ask(`Deploy Muster to account ${target.account} in ${target.region}? (yes/no) `, { like: /^(yes|no)$/ });
  if (yes === 'no') return;
  if (has('--secrets') || !(await secretsAreStored())) await connectSlack();
  const alarmEmail = await ask('E-mail address for alarms (empty keeps the last one): ', { like: /^([^@\s]+@[^@\s]+)?$/ });
  await run(deployCommand(alarmEmail));
  const manifest = writeManifest(requestUrl());
  console.log(`
Muster is deployed. Two things are left:
  1. Confirm the alarm subscription in the e-mail that AWS has sent.
  2. On https://api.slack.com/apps open the app, choose "App Manifest", paste ${manifest} and save.
     Its request URL is ${requestUrl()}
Then type /incident in Slack.`);
}

async function connectSlack(): Promise<void> {
  const manifest = writeManifest('https://not-deployed-yet.example/slack/events');
  console.log(`
If there is no Slack app yet: https://api.slack.com/apps, "Create New App", "From a manifest", paste ${manifest},
then "Install to Workspace". Its request URL is filled in when the deployment knows it.
`);
  await askForSecrets();
}

async function dryRun(): Promise<void> {
  await run(['cdk', 'synth', 'Muster', '--quiet']);
  console.log(`
The stack synthesizes and has no open finding. A deployment would now
  1. check the AWS credentials and that CDK is bootstrapped, and ask whether account and region are right
  2. if /muster/slack/* is not complete in SSM: ask for Slack's signing secret and bot token, check them with auth.test, store them
  3. ask for the alarm e-mail address
  4. run: npx --no-install ${deployCommand('<address>').join(' ')}
  5. write slack-manifest.json with the request URL
Nothing was asked of AWS or Slack.`);
}

await (has('--dry-run') ? dryRun() : deploy()).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
