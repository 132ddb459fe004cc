import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { startSandbox } from '#sandbox/start';
import { openBrowser } from '#test/browser/chromium';

/** Makes the picture of the README again: an incident channel of the sandbox, a few minutes after it was declared. */
const file = process.argv[2] ?? 'docs/images/sandbox.png';
const colorScheme = process.argv.includes('--dark') ? 'dark' : 'light';
const [sandbox, browser] = await Promise.all([startSandbox({ memory: true, at: '2026-03-09T10:12:00Z' }), openBrowser()]);

async function ask(path: string, body?: object) {
  const response = await fetch(`${sandbox.origin}${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as {
    channels: { id: string; name: string; members: string[]; pins: string[] }[];
    messages: { text: string }[];
  };
}

try {
  await ask('/as/@ana/command', { command: '/incident', text: 'declare sev2 basket: baskets lose their last item', channel: '#learning' });
  await ask('/settle', {});
  await ask('/clock/advance', { seconds: 1500 });
  await ask('/as/@ana/command', { command: '/incident', text: 'declare sev1 checkout: card payments failing', channel: '#general' });
  await ask('/settle', {});
  const { channels } = await ask('/workspace');
  const channel = channels.find(({ name }) => name.endsWith('card-payments-failing'));
  const onCall = channel?.members.find((id) => !['U0MUSTER', 'U0ANA'].includes(id));
  if (!channel || !onCall) throw new Error('The incident has no channel.');
  const say = (who: string, text: string) => ask(`/as/${who}/message`, { channel: channel.id, text });
  await ask('/clock/advance', { seconds: 70 });
  await ask(`/as/${onCall}/command`, { command: '/incident', text: 'ack', channel: channel.id });
  await ask('/settle', {});
  await say(onCall, 'Looking. The payment provider answers `503` to one request in three.');
  await ask('/clock/advance', { seconds: 95 });
  await say('@ana', 'Service desk has *14 calls* so far, all card payments. PayPal works.');
  await ask('/settle', {});

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  await page.goto(`${sandbox.origin}/#/${channel.id}`);
  await page.getByText('14 calls').waitFor();
  await page.mouse.move(0, 400);
  await page.waitForTimeout(500);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  console.log(`Made ${file}.`);
} finally {
  await Promise.all([browser.close(), sandbox.stop()]);
}
