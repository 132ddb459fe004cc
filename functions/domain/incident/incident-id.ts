import * as z from 'zod';

export const IncidentId = z.custom<`INC-${number}`>((id) => typeof id === 'string' && /^INC-[1-9]\d*$/.test(id));
export type IncidentId = z.infer<typeof IncidentId>;
