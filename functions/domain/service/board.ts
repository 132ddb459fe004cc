import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Boarded } from '#domain/records';
import { TeamSlug } from '#domain/team/team-slug';
import { TransferId } from '#domain/transfer/transfer-kind';
import { Lifecycle } from './lifecycle.ts';
import type { RegisteredService } from './service.ts';
import { ServiceSlug } from './service-slug.ts';
import { SupportModel } from './support.ts';

const board = 'services';

/** A service in a list: enough to choose among ten thousand of them. */
export const ListedService = z.object({
  slug: ServiceSlug,
  name: z.string(),
  lifecycle: Lifecycle,
  domain: z.string(),
  pm: PersonId,
  owner: TeamSlug.optional(),
  model: SupportModel.optional(),
  target: z.number().optional(),
  transfer: TransferId.optional(),
  orphaned: z.literal(true).optional(),
  fundedUntil: z.iso.date().optional(),
});
export type ListedService = z.infer<typeof ListedService>;

export const serviceEntry = (service: RegisteredService): Boarded => ({
  board,
  at: service.slug,
  entry: {
    slug: service.slug,
    name: service.name,
    lifecycle: service.lifecycle,
    domain: service.productDomain,
    pm: service.productManager,
    ...(service.owned && { owner: service.owned.owner, model: service.owned.model }),
    ...(service.availabilityTarget !== undefined && { target: service.availabilityTarget }),
    ...(service.pending && { transfer: service.pending.transfer }),
    ...(service.orphaned && { orphaned: true }),
    ...(service.fundedUntil && { fundedUntil: service.fundedUntil }),
  },
});

/** All services, in two or three requests; a word on one of them may be a moment old. */
export async function listServices(boards: Boards): Promise<ListedService[]> {
  const all = await boards.read(board);
  return all.map(({ entry }) => ListedService.parse(entry)).sort((a, b) => (a.slug < b.slug ? -1 : 1));
}
