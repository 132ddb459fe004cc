import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { type FoundArtifact, type Leads, pageAt } from '#domain/postmortem/artifacts';
import { shortDigest } from '#domain/short-digest';

/** Who wrote, and by when at the latest. */
export type Writer = { person: PersonId; at: string };
/** A page of the channel: what was found, who wrote, and between which places of Slack's it stands. */
export type HistoryPage = { found: FoundArtifact[]; people: Writer[]; newest?: string; oldest?: string; more: boolean };

const Message = z.object({
  ts: z.string(),
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(''),
  reply_users: z.array(z.string()).default([]),
  latest_reply: z.string().optional(),
  files: z
    .array(z.object({ id: z.string(), title: z.string().optional(), name: z.string().optional(), permalink: z.string().optional() }))
    .default([]),
  reactions: z.array(z.object({ name: z.string() })).default([]),
  pinned_to: z.array(z.string()).default([]),
});
type Message = z.infer<typeof Message>;
const Page = z.object({ said: z.array(z.unknown()), more: z.boolean(), newest: z.string().optional(), oldest: z.string().optional() });

/** Who joins or renames has said nothing. https://docs.slack.dev/reference/events/message */
const saysSomething = new Set<string | undefined>([undefined, 'file_share', 'bot_message', 'thread_broadcast', 'me_message']);
const longestTitle = 300;

export function readHistory(history: unknown, channel: string): HistoryPage {
  const { said, ...page } = Page.parse(history);
  const messages = said.map((one) => Message.parse(one)).filter(({ subtype }) => saysSomething.has(subtype));
  const { newest, oldest, more } = page;
  return {
    found: messages.flatMap((message) => foundIn(message, channel)),
    people: messages.flatMap(writersOf),
    ...(newest && { newest }),
    ...(oldest && { oldest }),
    more,
  };
}

/** Whoever answers in a thread was there too; of when each did it is known only by when the last had. */
const writersOf = ({ ts, user, bot_id, reply_users, latest_reply = ts }: Message): Writer[] => {
  const wrote = (when: string, ...people: string[]) =>
    people.flatMap((one): Writer[] => {
      const person = PersonId.safeParse(one).data;
      return person ? [{ person, at: instantOf(when) }] : [];
    });
  return [...wrote(ts, ...(user && bot_id === undefined ? [user] : [])), ...wrote(latest_reply, ...reply_users)];
};
const instantOf = (ts: string) => new Date(Math.floor(Number(ts) * 1000)).toISOString();

function foundIn(message: Message, channel: string): FoundArtifact[] {
  const at = instantOf(message.ts);
  const by = message.bot_id === undefined ? PersonId.safeParse(message.user).data : undefined;
  const from = { at, ...(by && { by }) };
  const { reactions, pinned_to } = message;
  const pinned = pinned_to.includes(channel) || reactions.some(({ name }) => name === 'pushpin');
  return [
    ...linksIn(message.text).map((leads) => ({
      artifact: { id: `link-${shortDigest(leads.url)}`, kind: 'link' as const, ...from },
      leads,
    })),
    ...message.files.flatMap(({ id, title, name, permalink }) => {
      const url = permalink && pageAt(permalink);
      const said = (title || name || '').slice(0, longestTitle);
      return url ? [{ artifact: { id: `file-${id}`, kind: 'file' as const, ...from }, leads: { url, ...(said && { title: said }) } }] : [];
    }),
    // Known by its place: what it says is the message's own, and goes with it.
    ...(pinned
      ? [
          {
            artifact: { id: `message-${message.ts}`, kind: 'message' as const, ...from },
            leads: { url: `message:${channel}/${message.ts}`, title: 'a message that was pinned' },
          },
        ]
      : []),
  ];
}

/** Addresses as Slack marks them: `<https://…|label>`. https://docs.slack.dev/messaging/formatting-message-text */
function linksIn(text: string): Leads[] {
  return [...text.matchAll(/<(https?:[^|>]+)(?:\|([^>]*))?>/g)].flatMap(([, address = '', label]) => {
    const url = pageAt(plain(address));
    const title = label && plain(label).slice(0, longestTitle);
    return url ? [{ url, ...(title && title !== url && { title }) }] : [];
  });
}
const plain = (said: string) => said.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
