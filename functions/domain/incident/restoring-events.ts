import * as z from 'zod';
import { AlertId } from '#domain/alert/alert-id';
import { Author, Monitor } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { ImpactWindow } from './impact.ts';
import { Severity } from './severity.ts';

const at = z.iso.datetime();
/** A workaround leaves the cause where it is, and proposes a permanent fix; `by_itself`: nobody did anything. */
export const Fix = z.enum(['workaround', 'permanent', 'by_itself']);
export type Fix = z.infer<typeof Fix>;

/** How bad it is, how it ends and what comes after. */
export const restoringEvents = () =>
  [
    z.object({
      type: z.literal('IncidentSeverityChanged'),
      at,
      by: PersonId,
      from: Severity,
      to: Severity,
      reasonId: z.string(),
      afterResolution: z.boolean(),
    }),
    /** Both values are kept: what was believed before, and what is believed now. */
    z.object({
      type: z.literal('IncidentImpactChanged'),
      at,
      by: PersonId,
      before: z.array(ImpactWindow),
      windows: z.array(ImpactWindow),
      reasonId: z.string().optional(),
    }),
    z.object({ type: z.literal('IncidentMitigated'), at, by: PersonId }),
    z.object({ type: z.literal('IncidentResolved'), at, by: Author, fix: Fix, howId: z.string() }),
    z.object({ type: z.literal('IncidentReopened'), at, by: Author, reasonId: z.string().optional() }),
    /** A monitor says that what it saw is over. */
    z.object({ type: z.literal('IncidentAlertCleared'), at, by: Monitor, alert: AlertId }),
    /** Nobody has said or done anything since; asked whether it is still going on. */
    z.object({ type: z.literal('IncidentWentQuiet'), at, since: at }),
    z.object({ type: z.literal('IncidentStillGoing'), at, by: PersonId }),
    /** `archiveAt`: when its channel is put away, where the organisation wants that. */
    z.object({ type: z.literal('IncidentClosed'), at, by: PersonId, archiveAt: at.optional() }),
    z.object({ type: z.literal('IncidentCancelled'), at, by: PersonId, reasonId: z.string(), archiveAt: at.optional() }),
    z.object({ type: z.literal('IncidentArchived'), at }),
  ] as const;
