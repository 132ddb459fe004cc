import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '@slack/bolt';
import { onNoVerb } from '#slack-kit/commands';
import type { Traffic } from '#test/e2e/world';
import type { Flow } from './flow.ts';

/** Something that people or Slack do, and that a feature listens to. */
export type Gesture = { kind: string; name: string | RegExp };

const features = join(import.meta.dirname, '..', '..', 'functions', 'features');
const inNoVerb = 'no verb of ours';

/** What each feature listens to, said by itself: its listeners are asked to register with an app that only writes down. */
export async function gestures(): Promise<(Gesture & { feature: string })[]> {
  const files = globSync('*/listen.ts', { cwd: features }).sort();
  const all = await Promise.all(
    files.map(async (file) => {
      const { listen } = (await import(join(features, file))) as { listen: (app: App, desk: object) => void };
      return (await registered((app) => listen(app, {}))).map((gesture) => ({ ...gesture, feature: file.split('/')[0] ?? '' }));
    }),
  );
  return all.flat();
}

async function registered(listen: (app: App) => void): Promise<Gesture[]> {
  const found: Gesture[] = [];
  const commands: { command: string; listener: (heard: object) => Promise<void> }[] = [];
  const note = (kind: string) => (name: string | RegExp) => void found.push({ kind, name });
  const app = {
    action: note('action'),
    options: note('options'),
    view: note('view'),
    shortcut: note('action'),
    event: note('event'),
    command: (command: string, listener: (heard: object) => Promise<void>) => void commands.push({ command, listener }),
  } as unknown as App;
  listen(app);
  for (const command of new Set(commands.map((one) => one.command))) {
    const mine = commands.filter((one) => one.command === command).length;
    let verbs: string[] = [];
    onNoVerb(app, command, async (_, known) => {
      verbs = known;
    });
    await commands.at(-1)?.listener({ payload: { text: inNoVerb } });
    for (const verb of [...verbs, ...(mine > verbs.length ? [''] : [])]) found.push({ kind: 'command', name: typed(command, verb) });
  }
  return found;
}

/** `/incident` is what people type most, and goes without saying. */
const typed = (command: string, verb: string) => (command === '/incident' ? verb : `${command} ${verb}`.trim());

/** What was done in these flows, as the requests to the app tell it. */
export function done(traffic: Traffic[], verbs: string[]): { kind: string; name: string }[] {
  return traffic.flatMap(({ kind, method, name = '', request }) => {
    if (kind !== 'to-app') return [];
    if (method !== 'command') return [{ kind: method, name }];
    const said = new URLSearchParams(String(request));
    const [command, word = ''] = [said.get('command') ?? '', (said.get('text') ?? '').trim().split(/\s+/)[0]];
    return [{ kind: method, name: verbs.includes(typed(command, word)) ? typed(command, word) : typed(command, '') }];
  });
}

/** What `gestures.json` keeps: made again by `npm run matrix -- --gestures`, because to live through all flows takes minutes. */
export const recordOf = (flows: Pick<Flow, 'name'>[], made: Gesture[]) => ({
  flows: flows.map(({ name }) => name),
  made: [...new Set(made.map(({ kind, name }) => `${kind} ${String(name)}`.trim()))].sort(),
});

export const isDone = ({ kind, name }: Gesture, all: { kind: string; name: string }[]) =>
  all.some((one) => one.kind === kind && (typeof name === 'string' ? one.name === name : name.test(one.name)));
