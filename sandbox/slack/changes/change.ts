import { Refusal } from '#sandbox/slack/failure';
import type { Inside } from '#sandbox/slack/inside';
import { json, text } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';
import { addChannel, deleteChannel, join, leave, rename, setArchived, share, unshare } from './channels.ts';
import { type Change, group, person } from './named.ts';
import { addUser, changePerson, deactivate, setGroup, setMembers } from './people.ts';

function revoke(revoked: boolean): Change {
  return (_, inside) => {
    const identity = inside.workspace.identity();
    inside.workspace.identify({ ...identity, revoked });
    if (revoked)
      inside.announce({ type: 'tokens_revoked', tokens: { oauth: [], bot: [identity.bot.userId] }, event_ts: inside.workspace.ts() });
    return { revoked };
  };
}

const changes: Record<string, Change | undefined> = {
  deactivate,
  reactivate: (body, inside) => changePerson(inside, person(inside, body), { deleted: false }),
  restrict: (body, inside) =>
    changePerson(inside, person(inside, body), { is_restricted: true, is_ultra_restricted: body.single_channel === true }),
  'add-user': addUser,
  'empty-group': (body, inside) => setMembers(inside, group(inside, body), []),
  'set-group': setGroup,
  archive: setArchived(true),
  unarchive: setArchived(false),
  delete: deleteChannel,
  rename,
  share,
  unshare,
  join,
  leave,
  'add-channel': addChannel,
  'revoke-token': revoke(true),
  'restore-token': revoke(false),
};

export function changeWorkspace(sent: unknown, inside: Inside): Json {
  const body = json(sent);
  const change = changes[text(body.do)];
  if (!change) throw new Refusal('unknown_change', `"do" is one of ${Object.keys(changes).join(', ')}.`);
  return { ok: true, ...change(body, inside) };
}
