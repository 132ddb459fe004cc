import type { Rebuilt } from '../rebuild/rebuild.ts';
import type { Teller } from './teller.ts';
import { readable } from './words.ts';
import type { Message, Workspace, World } from './world.ts';

/** What happened so far that later chapters go back to. */
export type Story = { checkout?: { id: string; channel: string; onCall: string; sideKick: string } };

/** One chapter: acts in the world, shows what comes of it, and checks every claim it makes. */
export type Chapter = (stage: {
  tell: Teller;
  world: World;
  story: Story;
  rebuild: () => Promise<Rebuilt>;
  /** Where days pass: the sweep, which finds nothing then, comes four times a day. */
  seldomSwept: () => void;
}) => Promise<void>;

/** A message somebody was sent privately, as text. */
export const heard = (messages: Message[], workspace: Workspace) => readable(messages.map(({ text }) => text).join('\n'), workspace);
export const handleOf = ({ users }: Workspace, id: string) => users.find((user) => user.id === id)?.handle ?? id;
/** The one message that stands for this effect. */
export const standingFor = (messages: Message[], effect: string | RegExp) =>
  messages.find(({ metadata }) => {
    const key = metadata?.event_payload?.effect ?? '';
    return typeof effect === 'string' ? key === effect : effect.test(key);
  });

export const numberIn = (text: string) => /INC-\d+/.exec(text)?.[0] ?? 'INC-?';
