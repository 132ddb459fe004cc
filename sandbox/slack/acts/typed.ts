import type { Workspace } from '../workspace.ts';

/** Slack encodes three characters and nothing else. */
export const encoded = (typed: string): string => typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `@ana` and `#general` become references where there is such a person, group or channel. */
export function withMentions(workspace: Workspace, typed: string): string {
  return typed
    .replace(/(?<![\w@])@([a-z0-9][a-z0-9._-]*)/g, (whole, handle: string) => {
      if (['here', 'channel', 'everyone'].includes(handle)) return `<!${handle}>`;
      const person = workspace.person(handle);
      if (person) return `<@${person.id}>`;
      const group = workspace.group(handle);
      return group ? `<!subteam^${group.id}|@${group.handle}>` : whole;
    })
    .replace(/(?<![\w&#])#([a-z0-9][a-z0-9_-]*)/g, (whole, name: string) => {
      const channel = workspace.named(name);
      return channel?.kind === 'public' ? `<#${channel.id}|${channel.name}>` : whole;
    });
}

/** In messages addresses become links too. */
export const message = (workspace: Workspace, typed: string): string =>
  withMentions(workspace, encoded(typed).replace(/https?:\/\/[^\s<>|]+/g, '<$&>'));
