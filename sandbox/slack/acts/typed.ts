import type { Workspace } from '#sandbox/slack/workspace';

/** Slack encodes three characters and nothing else. */
export const encoded = (typed: string): string => typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const references =
  /(?<address>https?:\/\/[^\s<>|]*[^\s<>|.,:;!?'")])|(?<![\w@])@(?<handle>[a-z0-9][a-z0-9._-]*[a-z0-9]|[a-z0-9])|(?<![\w&#])#(?<channel>[a-z0-9][a-z0-9_-]*)/g;
type Found = { address?: string; handle?: string; channel?: string };

/** `@ana`, `#general` and addresses become references where there is such a person, group or channel. */
function withReferences(workspace: Workspace, typed: string, labelled: boolean): string {
  return typed.replace(references, (whole: string, ...rest: unknown[]) => {
    const { address, handle, channel } = rest.at(-1) as Found;
    if (address !== undefined) return `<${address}>`;
    if (channel !== undefined) return toChannel(workspace, channel) ?? whole;
    return (handle !== undefined && toPeople(workspace, handle, labelled)) || whole;
  });
}

function toPeople(workspace: Workspace, handle: string, labelled: boolean): string | undefined {
  if (['here', 'channel', 'everyone'].includes(handle)) return `<!${handle}>`;
  const person = workspace.people.all().find((one) => one.handle === handle);
  if (person) return labelled ? `<@${person.id}|${person.handle}>` : `<@${person.id}>`;
  const group = workspace.groups.all().find((one) => one.handle === handle);
  return group && `<!subteam^${group.id}|@${group.handle}>`;
}

function toChannel(workspace: Workspace, name: string): string | undefined {
  const channel = workspace.named(name);
  return channel?.kind === 'public' ? `<#${channel.id}|${channel.name}>` : undefined;
}

export const message = (workspace: Workspace, typed: string): string => withReferences(workspace, encoded(typed), false);

/** The text of a slash command; with `should_escape` it comes with references, names beside the ids. */
export const commandText = (workspace: Workspace, typed: string, escapes: boolean): string =>
  escapes ? withReferences(workspace, encoded(typed), true) : encoded(typed);
