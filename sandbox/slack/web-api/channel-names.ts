import { Failure } from '#sandbox/slack/failure';
import type { Workspace } from '#sandbox/slack/workspace';

/** Archived channels keep their names, and so do private ones that the bot cannot see. */
export function freeName(workspace: Workspace, name: string): string {
  if (name === '') throw new Failure('invalid_name_required');
  if (name.length > 80) throw new Failure('invalid_name_maxlength');
  if (/^[-_]+$/.test(name)) throw new Failure('invalid_name_punctuation');
  if (!/^[\p{Ll}\p{Lo}\p{Nd}_-]+$/u.test(name)) throw new Failure('invalid_name_specials');
  if (workspace.named(name)) throw new Failure('name_taken');
  return name;
}
