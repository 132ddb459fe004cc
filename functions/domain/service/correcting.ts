import { Rejection } from '#domain/rejection';
import type { TeamSlug } from '#domain/team/team';
import { type Assertion, history, movedAt, ownerAt } from './ownership.ts';
import type { RegisteredService, ServiceEvent } from './service.ts';

/** Whoever has or had it at a time at which it is somebody else's, or run otherwise, once this is said too. */
export function teamsTouched(assertions: Assertion[], said: Assertion): TeamSlug[] {
  const after = [...assertions, said];
  const instants = new Set([assertions, after].flatMap((all) => history(all)).map(({ effectiveFrom }) => effectiveFrom));
  const teams = [...instants].flatMap((at) => {
    const [was, is] = [ownerAt(assertions, at), ownerAt(after, at)];
    return was?.owner === is?.owner && was?.model === is?.model ? [] : [was, is].flatMap((one) => one?.owner ?? []);
  });
  return [...new Set(teams)];
}

/**
 * Whose it is today moves by a correction only to whoever had it before the hand-over that never was, or had it until an earlier correction that was
 * wrong itself. Anybody else has to accept it.
 */
export function refuseTransfer(
  { slug, owned }: RegisteredService,
  assertions: Assertion[],
  events: ServiceEvent[],
  { supersedes, at }: { supersedes?: number | undefined; at: string },
): void {
  const [event] = events;
  const after = event?.type === 'OwnershipAsserted' ? (event.current?.owner ?? event.owner) : undefined;
  if (owned === undefined || after === undefined || after === owned.owner) return;
  const replaced = correctedBy(assertions, supersedes);
  const before = movedAt(assertions, at)?.before.owner;
  const undone = replaced[0]?.owner === owned.owner && [before, ...replaced.map(({ owner }) => owner)].includes(after);
  if (!undone)
    throw new Rejection(
      'is_a_transfer',
      `${slug} belongs to ${owned.owner}, and by this it would be ${after}'s from now on: that is a transfer, which ${after} has to accept. Nothing has changed; \`/service transfer ${slug} to ${after}\` asks for it.`,
    );
}

/** The entry, the one that it corrected, and so on. */
function correctedBy(assertions: Assertion[], version: number | undefined): Assertion[] {
  const one = assertions.find((other) => other.version === version);
  return one ? [one, ...correctedBy(assertions, one.supersedes)] : [];
}
