import { effectOf, type Message, textOf, type World } from './world.ts';

/** What somebody got of postmortems, when it was by their own clock, and what that asks or says. */
export type Got = { at: string; as: 'message' | 'reply' | 'nudge'; text: string; message: Message };

const shape = /^PROMPTS-U\w+\/(\d{4}-\d{2}-\d{2})\/(message|reply|nudge)$/;

/** By the clock of that place: `Fri 27 Mar 09:30`. */
export function clockIn(zone: string, instant: number | string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(new Date(instant));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('weekday')} ${of('day')} ${of('month')} ${of('hour')}:${of('minute')}`;
}
const sentAt = ({ ts }: Message) => Number(ts) * 1000;

/** The days after an incident, as those who live through them see them; over the sandbox's HTTP interface and nothing else. */
export function daysAfter(world: World, zoneOf: (who: string) => string = () => 'Europe/London') {
  const gotBy = async (who: string): Promise<Got[]> => {
    const { messages } = await world.inbox(who);
    return messages.flatMap((message) => {
      const [, , as] = shape.exec(effectOf(message) ?? '') ?? [];
      if (as === undefined) return [];
      return [{ at: clockIn(zoneOf(who), sentAt(message)), as: as as Got['as'], text: textOf(message.blocks) || message.text, message }];
    });
  };
  return {
    gotBy,
    /** `Fri 27 Mar 09:30 message`, for each. */
    timesOf: async (who: string) => (await gotBy(who)).map(({ at, as }) => `${at} ${as}`),
    /** A button of the newest of these messages. */
    presses: async (who: string, action: string, more: object = {}) => {
      const [{ channel }, got] = await Promise.all([world.inbox(who), gotBy(who)]);
      const last = got.at(-1)?.message;
      if (!last) throw new Error(`${who} got nothing`);
      return world.presses(who, { channel, ts: last.ts }, action, more);
    },
  };
}
