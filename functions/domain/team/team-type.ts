import * as z from 'zod';

/** The shapes of team that run services or help to (`domain.md` 2.3). */
export const TeamType = z.enum([
  'delivery_team',
  'multi_product_team',
  'operations_team',
  'regional_developer_support',
  'sre_team',
  'monitoring_team',
  'service_desk',
  'ops_bridge',
  'production_support',
  'specialist',
  'platform',
  'swat',
]);
export type TeamType = z.infer<typeof TeamType>;

const supportsOnly: readonly TeamType[] = ['sre_team', 'monitoring_team', 'service_desk', 'ops_bridge'];

const manned: readonly TeamType[] = ['service_desk', 'ops_bridge', 'monitoring_team'];

/** Somebody sits there, so that nobody has to be on call. */
export const standsByItself = (type: TeamType) => manned.includes(type);

/** Some teams support services that others own. */
export const mayOwn = (type: TeamType) => !supportsOnly.includes(type);
