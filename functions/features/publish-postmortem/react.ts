import type { KnownBlock } from '@slack/types';
import type { Effect, Place } from '#domain/effects';
import { isChosen } from '#domain/improvement/improvement';
import type { PersonId } from '#domain/person/person';
import type { PublishedPostmortem } from '#domain/postmortem/postmortem';
import { roomOf } from '#domain/postmortem/room';
import type { PostmortemView } from '#domain/postmortem/view';
import { isWeighed } from '#domain/postmortem/weighed';
import { channelOf } from '#domain/transfer/places';
import { actions, context, literal, section } from '#slack-kit/blocks';
import { letInButton } from '#slack-kit/incident-buttons';
import { exportButton, readButton, signOffButton } from '#slack-kit/meeting-buttons';
import { publishButton, showButton } from '#slack-kit/postmortem-buttons';
import { letInSaid } from '#slack-kit/sign-off-words';
import { mention, named, when } from '#slack-kit/text';

/** Whose word is missing last, that it can be published, and where it is read. A private one is spoken of in its own channel alone. */
export function react(view: PostmortemView): Effect[] {
  const { id, postmortem, incident } = view;
  if (postmortem.state !== 'closed') return nextToDo(view);
  const hidden = postmortem.private || incident.private;
  const places: [string, Place | undefined][] = [
    ['learning', view.organisation.learning],
    // Whoever built it learns from it too, where others run it.
    ['builders', channelOf(view.builders)],
  ];
  const elsewhere = places.flatMap(([name, to]): Effect[] => {
    if (to === undefined) return [];
    const key = `${id}/${name}`;
    if (!hidden) return [{ kind: 'message', key, to, current: true, ...announced(view, postmortem) }];
    const gone = 'This is not shown here any more.';
    return [{ kind: 'message', key, to, current: true, onlyIfThere: true, text: gone, blocks: [context(gone)] }];
  });
  return [...elsewhere, ...here(view, postmortem)];
}

/** Where all else is there, it is said in the channel what is next, to whom it falls. */
function nextToDo(view: PostmortemView): Effect[] {
  const { id, postmortem } = view;
  const room = roomOf(view);
  if (room === undefined || !(isWeighed(postmortem) || postmortem.state === 'reviewed') || postmortem.pausedAt !== undefined) return [];
  const said = (name: string, text: string, button: KnownBlock): Effect[] => [
    { kind: 'message', key: `${room.key}/${name}`, to: room.channel, text, blocks: [section(text), button] },
  ];
  if (postmortem.signing && !postmortem.signedOff) return toSign(view, room, postmortem.signing.of);
  const asked = signedOrWaits(view, room);
  if (postmortem.state !== 'reviewed') return asked;
  const who = postmortem.owner ? `${mention(postmortem.owner)} can publish it` : 'It can be published';
  const complete = said(
    'reviewed',
    `The postmortem of ${postmortem.incident} is complete. ${who}${postmortem.requirement === 'light' ? '' : `; it was meant for ${when(postmortem.publishBy, 'day and time')}`}.`,
    actions(publishButton(id), exportButton(id, 'Read it first')),
  );
  return [...asked, ...complete];
}

/** Where their word was asked for, what stands there is what is so. */
function signedOrWaits({ id, postmortem }: PostmortemView, room: { key: string; channel: string }): Effect[] {
  const text = postmortem.signedOff
    ? `✓ The postmortem of ${postmortem.incident} is signed off.`
    : `The sign-off of the postmortem of ${postmortem.incident} can wait: something else is missing again.`;
  const blocks = [section(text), actions(showButton(id))];
  return [{ kind: 'message', key: `${room.key}/sign-off`, to: room.channel, text, blocks, current: true, onlyIfThere: true }];
}

/** Where nobody who is let in could say so, that is what is said, until somebody is. */
function toSign(view: PostmortemView, room: { key: string; channel: string }, of: PersonId | undefined): Effect[] {
  const { id, postmortem } = view;
  const outside = of === undefined ? letInSaid(view) : undefined;
  const next = outside ? outside.text : 'Is it what we know, and what we do about it?';
  const text = `${of ? `${mention(of)}, all` : 'All'} that is asked for is in the postmortem of ${postmortem.incident}. ${next}`;
  const first = outside ? letInButton(postmortem.incident, outside.person) : signOffButton(id);
  const blocks = [section(text), actions(first, exportButton(id, 'Read the draft'), showButton(id))];
  return [{ kind: 'message', key: `${room.key}/sign-off`, to: room.channel, text, blocks, current: true }];
}

function announced(view: PostmortemView, postmortem: PublishedPostmortem) {
  const { id, title, service, improvements } = view;
  const chosen = improvements.filter(({ improvement }) => isChosen(improvement) || improvement.state === 'done').length;
  const { incident, peak, readers, published, drill } = postmortem;
  const kind = drill ? 'an exercise' : peak.toUpperCase();
  const text = `What was learnt from ${incident}, ${named(service?.name ?? 'unknown service')}, ${kind}`;
  const tried = chosen === 0 ? 'nothing is tried now' : `${chosen} ${chosen === 1 ? 'improvement' : 'improvements'} chosen`;
  const read = readers === 0 ? [] : [`read by ${readers === 1 ? 'one person' : `${readers} people`}`];
  const version = published.length > 1 ? [`version ${published.length}`] : [];
  return {
    text,
    blocks: [section(`*${text}*`), literal(title), context([tried, ...version, ...read].join(' · ')), actions(readButton(id))],
  };
}

function here(view: PostmortemView, { incident, published, owner }: PublishedPostmortem): Effect[] {
  const room = roomOf(view);
  const last = published.at(-1);
  if (room === undefined || last === undefined) return [];
  const thanks = `Thank you${owner ? `, ${mention(owner)}` : ''}, and everybody who answered.`;
  const again = last.version === 1 ? 'is published' : `was published again, as version ${last.version}`;
  const text = `The postmortem of ${incident} ${again}. ${thanks}`;
  const blocks = [section(text), actions(readButton(view.id), exportButton(view.id, 'Markdown, JSON'))];
  return [{ kind: 'message', key: `${room.key}/published/${last.version}`, to: room.channel, text, blocks }];
}
