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

/** A service in a list: enough to choose among ten thousand of them. Its name in the catalogue stands in the key. */
const Entry = z.object({
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
export type ListedService = z.infer<typeof Entry> & { slug: ServiceSlug };
export type ListedServices = ListedService[] & { endsEarly?: true };

export const serviceEntry = (service: RegisteredService): Boarded => ({
  board,
  at: service.slug,
  entry: {
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

/** All services; a word on one of them may be a moment old. `endsEarly`: there are more than whoever waits could be told of. */
export async function listServices(boards: Boards, howFar?: 'to the end'): Promise<ListedServices> {
  const all = await boards.read(board, howFar);
  const listed = all
    .map(({ id, entry }) => ({ slug: ServiceSlug.parse(id.slice('SVC-'.length)), ...Entry.parse(entry) }))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return all.endsEarly ? Object.assign(listed, { endsEarly: true as const }) : listed;
}
