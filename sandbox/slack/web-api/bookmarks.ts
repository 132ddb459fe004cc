import { Failure } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import type { Bookmark, Channel, Json } from '#sandbox/slack/records';
import { joined, open } from './access.ts';
import type { Arguments } from './arguments.ts';

const shape = (channel: Channel, bookmark: Bookmark): Json => ({
  ...bookmark,
  channel_id: channel.id,
  type: 'link',
  icon_url: '',
  entity_id: null,
  rank: '',
});

function link(args: Arguments): string {
  const sent = args.text('link');
  if (!/^(https?|mailto|slack):/.test(sent) || sent.length > 3000) throw new Failure('invalid_link');
  return sent;
}

function add(args: Arguments, { workspace }: Inside): Json {
  const channel = open(workspace, args.needed('channel_id'));
  const title = args.needed('title');
  if (args.needed('type') !== 'link') throw new Failure('invalid_bookmark_type');
  if (channel.bookmarks.length >= 100) throw new Failure('too_many_bookmarks');
  const now = workspace.seconds();
  const bookmark: Bookmark = { id: workspace.id('Bk'), title, link: link(args), emoji: args.text('emoji'), created: now, updated: now };
  workspace.channels.set(channel.id, { ...channel, bookmarks: [...channel.bookmarks, bookmark] });
  return { bookmark: shape(channel, bookmark) };
}

function list(args: Arguments, { workspace }: Inside): Json {
  const channel = joined(workspace, args.needed('channel_id'));
  return { bookmarks: channel.bookmarks.map((bookmark) => shape(channel, bookmark)) };
}

function find(channel: Channel, id: string): Bookmark {
  const bookmark = channel.bookmarks.find((one) => one.id === id);
  if (!bookmark) throw new Failure('not_found');
  return bookmark;
}

function edit(args: Arguments, { workspace }: Inside): Json {
  const channel = open(workspace, args.needed('channel_id'));
  const before = find(channel, args.needed('bookmark_id'));
  const after: Bookmark = {
    ...before,
    updated: workspace.seconds(),
    ...(args.given('title') && { title: args.text('title') }),
    ...(args.given('link') && { link: link(args) }),
    ...(args.given('emoji') && { emoji: args.text('emoji') }),
  };
  workspace.channels.set(channel.id, { ...channel, bookmarks: channel.bookmarks.map((one) => (one.id === after.id ? after : one)) });
  return { bookmark: shape(channel, after) };
}

function remove(args: Arguments, { workspace }: Inside): Json {
  const channel = open(workspace, args.needed('channel_id'));
  const { id } = find(channel, args.needed('bookmark_id'));
  workspace.channels.set(channel.id, { ...channel, bookmarks: channel.bookmarks.filter((one) => one.id !== id) });
  return {};
}

export const bookmarks = { 'bookmarks.add': add, 'bookmarks.list': list, 'bookmarks.edit': edit, 'bookmarks.remove': remove };
