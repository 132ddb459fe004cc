import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';

export type Heard = SlackCommandMiddlewareArgs & AllMiddlewareArgs & { rest: string };
type Hears = (heard: Heard) => Promise<void>;

const verbs = new WeakMap<App, Map<string, Set<string>>>();
const firstWord = (text: string) => text.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? '';

/** `/incident list …`: listens for one verb; `rest` is what follows it. */
export function onVerb(app: App, command: string, verb: string, listener: Hears): void {
  known(app, command).add(verb);
  app.command(command, async (args) => {
    if (firstWord(args.payload.text) !== verb) return;
    await listener({ ...args, rest: args.payload.text.trim().slice(verb.length).trim() });
  });
}

/** Text that begins with no verb, or no text at all. `verbs` are those that are understood, for "did you mean". */
export function onNoVerb(app: App, command: string, listener: (heard: Heard, verbs: string[]) => Promise<void>): void {
  app.command(command, async (args) => {
    const understood = known(app, command);
    if (understood.has(firstWord(args.payload.text))) return;
    await listener({ ...args, rest: args.payload.text.trim() }, [...understood]);
  });
}

function known(app: App, command: string): Set<string> {
  const all = verbs.get(app) ?? verbs.set(app, new Map()).get(app);
  const mine = all?.get(command) ?? new Set<string>();
  all?.set(command, mine);
  return mine;
}
