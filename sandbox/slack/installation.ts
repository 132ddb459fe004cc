import { text } from './reading.ts';
import type { Json } from './records.ts';

/** As much of an app's manifest as decides what Slack does for it: https://docs.slack.dev/reference/app-manifest */
export type Manifest = {
  features: {
    slash_commands: { command: string; should_escape: boolean; description?: string; usage_hint?: string }[];
    shortcuts: { type: string; callback_id: string; name?: string; description?: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};

export type Installation = {
  /** Whether it is the app's command, and whether `@ana`, `#general` and addresses in it arrive as references. */
  command(name: string): { escapes: boolean } | undefined;
  shortcut(callback: string, type: 'global' | 'message'): boolean;
  subscribes(event: Json): boolean;
  /** What Slack's own screens list of the app: its slash commands and shortcuts. */
  offers: { commands: Json[]; shortcuts: Json[] };
  /** Any of the scopes will do. */
  may(...scopes: string[]): boolean;
  scopes: string[];
};

const messages: Record<string, string> = { channel: 'message.channels', group: 'message.groups', im: 'message.im', mpim: 'message.mpim' };
const subscription = (event: Json) =>
  event.type === 'message' ? (messages[text(event.channel_type)] ?? 'message.channels') : text(event.type);

/** What is not in the manifest does not happen. Without a manifest the app hears everything and may do all but post where it is not. */
export function install(manifest: Manifest | undefined): Installation {
  if (!manifest) {
    return {
      command: () => ({ escapes: false }),
      shortcut: () => true,
      subscribes: () => true,
      offers: { commands: [], shortcuts: [] },
      may: (...scopes) => !scopes.includes('chat:write.public'),
      scopes: [],
    };
  }
  const { features, oauth_config, settings } = manifest;
  const [events, scopes] = [new Set(settings.event_subscriptions.bot_events), new Set(oauth_config.scopes.bot)];
  return {
    command(name) {
      const found = features.slash_commands.find(({ command }) => command === name);
      return found && { escapes: found.should_escape };
    },
    shortcut: (callback, type) => features.shortcuts.some((one) => one.callback_id === callback && one.type === type),
    subscribes: (event) => events.has(subscription(event)),
    offers: {
      commands: features.slash_commands.map(({ command, description = '', usage_hint = '' }) => ({ command, description, usage_hint })),
      shortcuts: features.shortcuts,
    },
    may: (...needed) => needed.some((scope) => scopes.has(scope)),
    scopes: [...scopes],
  };
}
