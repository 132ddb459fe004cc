import { Failure } from '#sandbox/slack/failure';
import type { Installation } from '#sandbox/slack/installation';
import type { Arguments } from './arguments.ts';

const manage = ['channels:manage', 'groups:write'];
const read = ['channels:read', 'groups:read', 'im:read'];
const history = ['channels:history', 'groups:history', 'im:history'];

/** Any one of them lets a bot call the method; what is not here needs none. */
export const neededScopes: Record<string, string[]> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'conversations.create': manage,
  'conversations.archive': manage,
  'conversations.unarchive': manage,
  'conversations.rename': manage,
  'conversations.kick': manage,
  'conversations.leave': manage,
  'conversations.setTopic': [...manage, 'channels:write.topic', 'groups:write.topic'],
  'conversations.setPurpose': [...manage, 'channels:write.topic', 'groups:write.topic'],
  'conversations.invite': [...manage, 'channels:write.invites', 'groups:write.invites'],
  'conversations.join': ['channels:join'],
  'conversations.open': ['im:write'],
  'conversations.list': read,
  'conversations.info': read,
  'conversations.members': read,
  'users.conversations': read,
  'conversations.history': history,
  'conversations.replies': history,
  'pins.add': ['pins:write'],
  'pins.remove': ['pins:write'],
  'pins.list': ['pins:read'],
  'bookmarks.list': ['bookmarks:read'],
  'bookmarks.add': ['bookmarks:write'],
  'bookmarks.edit': ['bookmarks:write'],
  'bookmarks.remove': ['bookmarks:write'],
  'conversations.canvases.create': ['canvases:write'],
  'canvases.edit': ['canvases:write'],
  'canvases.sections.lookup': ['canvases:read'],
  'reactions.get': ['reactions:read'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'team.info': ['team:read'],
};

export function checkScopes(method: string, args: Arguments, { may, scopes }: Installation) {
  const all = method === 'conversations.create' ? [args.flag('is_private') ? 'groups:write' : 'channels:manage'] : neededScopes[method];
  if (all && !may(...all)) throw new Failure('missing_scope', { needed: all.join(','), provided: scopes.join(',') });
}
