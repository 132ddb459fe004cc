import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const outputsFile = 'cdk.out/outputs.json';

/** The pinned CLI from our own `node_modules`: `latest` on the registry is an accident. */
export const deployCommand = (alarmEmail: string): string[] => [
  'cdk',
  'deploy',
  'Muster',
  '--require-approval=broadening',
  `--outputs-file=${outputsFile}`,
  ...(alarmEmail ? ['--parameters', `AlarmEmail=${alarmEmail}`] : []),
];

export function run([command = '', ...args]: string[]): Promise<void> {
  const child = spawn('npx', ['--no-install', command, ...args], {
    stdio: 'inherit',
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args[0]} ended with ${code}.`))));
  });
}

export function requestUrl(): string {
  const { Muster } = JSON.parse(readFileSync(outputsFile, 'utf8')) as { Muster: { RequestUrl: string } };
  return Muster.RequestUrl;
}
