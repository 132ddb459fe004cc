import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service-slug';
import { OnCallLevel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { TeamType } from '#domain/team/team-type';

const at = z.iso.datetime();
const team = z.object({ team_type: TeamType, zone: z.string(), region: z.string().optional(), lead: PersonId, members: z.int() });
const parts = z.object({ superhero: PersonId.nullable(), side_kick: PersonId.nullable() });

/** What happens to a team and its rota. Whose leave it was and who swapped with whom stays in the house. */
export const teamEvents = {
  TeamCreated: team,
  TeamChanged: team,
  TeamRotaSet: z.object({ people_in_rota: z.int() }),
  OnCallRotated: z.object({ begins: at, ends: at, before: parts, now: parts }),
  OnCallGapDetected: z.object({
    from: at,
    to: at.nullable().describe('null: no end is in sight'),
    services: z.array(ServiceSlug).describe('Services that need somebody at those hours'),
    required: OnCallLevel,
    told: z.enum(['lead', 'product_managers']),
  }),
  TeamDisbandRefused: z.object({
    owns: z.array(ServiceSlug),
    supports: z.array(ServiceSlug),
    takes_back: z.array(ServiceSlug),
    incoming: z.array(z.string()).describe('Transfers to it that are under way'),
    serves: z.array(z.string()).describe('What the organisation relies on it for'),
  }),
  TeamDisbanded: z.object({ successor_team_id: TeamSlug.nullable() }),
} as const;
