import type { Clock } from '#sandbox/contracts';

/** https://docs.slack.dev/apis/web-api/rate-limits: per method and minute. What is not named here is tier 3. */
const perMinute: Record<string, number> = {
  'conversations.create': 20,
  'conversations.setTopic': 20,
  'conversations.setPurpose': 20,
  'conversations.archive': 20,
  'conversations.unarchive': 20,
  'conversations.rename': 20,
  'conversations.list': 20,
  'bookmarks.add': 20,
  'bookmarks.list': 20,
  'bookmarks.edit': 20,
  'bookmarks.remove': 20,
  'conversations.canvases.create': 20,
  'pins.add': 20,
  'pins.list': 20,
  'pins.remove': 20,
  'usergroups.list': 20,
  'usergroups.users.list': 20,
  'users.list': 20,
  'views.open': 100,
  'views.push': 100,
  'views.update': 100,
  'views.publish': 100,
  'conversations.members': 100,
  'chat.postEphemeral': 100,
  'users.info': 100,
  'chat.postMessage': 300,
  'chat.getPermalink': 300,
  'auth.test': 300,
  'api.test': 300,
};
const tier3 = 50;
const burst = 10;

/** Answers how many seconds to wait, or 0 and counts the call. What was counted may be lost with the process, or with the time it was in. */
export function rateWindows(clock: Clock) {
  const calls = new Map<string, number[]>();
  const posts = new Map<string, { left: number; at: number }>();

  /** One message a second into each channel, with a small allowance. */
  function post(channel: string): number {
    const now = clock.now();
    const last = posts.get(channel);
    const { left, at } = last && last.at <= now ? last : { left: burst, at: now };
    const filled = Math.min(burst, left + (now - at) / 1000);
    if (filled < 1) return 1;
    posts.set(channel, { left: filled - 1, at: now });
    return 0;
  }

  return function wait(method: string, channel: string): number {
    const now = clock.now();
    const recent = (calls.get(method) ?? []).filter((at) => at <= now && now - at < 60_000);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= (perMinute[method] ?? tier3))
      return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
    const seconds = method === 'chat.postMessage' ? post(channel) : 0;
    calls.set(method, seconds === 0 ? [...recent, now] : recent);
    return seconds;
  };
}
