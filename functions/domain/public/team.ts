import type { TeamDescription, TeamEvent } from '#domain/team/team';
import type { Parts } from '#domain/team/team-events';
import type { PublicData } from './schemas.ts';

/** What people of a team arrange among themselves leaves as who is on call, and not otherwise. */
type Internal =
  | 'LeaveTaken'
  | 'LeaveEnded'
  | 'RotaOverridden'
  | 'SwapAsked'
  | 'SwapAccepted'
  | 'SwapDeclined'
  | 'SwapLapsed'
  | 'HandoverNoted'
  | 'TeamPolicySet'
  | 'SupportShareStated'
  | 'ImprovementShareSet'
  | 'TeamWindingDown'
  | 'TeamStaffed';

export function publicTeam(event: TeamEvent): PublicData<Exclude<TeamEvent['type'], Internal>> | undefined {
  switch (event.type) {
    case 'TeamCreated':
    case 'TeamChanged':
      return described(event);
    case 'TeamRotaSet':
      return { people_in_rota: event.rota?.order.length ?? 0 } satisfies PublicData<'TeamRotaSet'>;
    case 'OnCallRotated':
      return {
        begins: event.begins,
        ends: event.ends,
        before: publicParts(event.before),
        now: publicParts(event.now),
      } satisfies PublicData<'OnCallRotated'>;
    case 'OnCallGapDetected':
      return {
        from: event.gap.from,
        to: event.gap.to,
        services: event.services,
        required: event.level,
        told: event.told,
      } satisfies PublicData<'OnCallGapDetected'>;
    case 'TeamDisbandRefused':
      return {
        owns: event.owns,
        supports: event.supports,
        takes_back: event.takesBack,
        incoming: event.incoming,
        serves: event.serves,
      } satisfies PublicData<'TeamDisbandRefused'>;
    case 'TeamDisbanded':
      return { successor_team_id: event.successor ?? null } satisfies PublicData<'TeamDisbanded'>;
    case 'LeaveTaken':
    case 'LeaveEnded':
    case 'RotaOverridden':
    case 'SwapAsked':
    case 'SwapAccepted':
    case 'SwapDeclined':
    case 'SwapLapsed':
    case 'HandoverNoted':
    case 'TeamPolicySet':
    case 'SupportShareStated':
    case 'ImprovementShareSet':
    case 'TeamWindingDown':
    case 'TeamStaffed':
      return undefined;
    default:
      return event satisfies never;
  }
}

const publicParts = ({ superhero, sideKick }: Parts) => ({ superhero, side_kick: sideKick });

const described = ({ teamType, zone, region, lead, members }: TeamDescription): PublicData<'TeamCreated'> => ({
  team_type: teamType,
  zone,
  ...(region && { region }),
  lead,
  members: members.length,
});
