import * as z from 'zod';
import { AlertId } from '#domain/alert/alert-id';
import { Author } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service';
import { IncidentId } from './incident-id.ts';
import { Severity } from './severity.ts';

const at = z.iso.datetime();
export const DetectedBy = z.enum(['monitoring', 'customer', 'colleague', 'supplier']);
export type DetectedBy = z.infer<typeof DetectedBy>;

/** The channel in which it was typed, and a link to the message if it was declared from one. */
export const From = z.object({ channel: z.string(), link: z.url().optional() });
export type From = z.infer<typeof From>;
/** The message that the words came from. */
export const Origin = From.required();

/** What it is and where it is talked about, and whether it is one of its own. */
export const declaringEvents = () =>
  [
    z.object({
      type: z.literal('IncidentDeclared'),
      at,
      by: Author,
      reportedBy: Author,
      /** The alert that it was raised by. */
      alert: AlertId.optional(),
      severity: Severity,
      service: ServiceSlug.nullable(),
      /** What was said of the service, when that named none. */
      saidId: z.string().optional(),
      private: z.boolean(),
      drill: z.boolean(),
      /** It was over by then: put on record as of when it was, and nobody is asked. */
      afterwards: z.boolean().optional(),
      detectedBy: DetectedBy.optional(),
      titleId: z.string(),
      symptomsId: z.string().optional(),
      origin: Origin.optional(),
      /** What it goes on from: one that had been over for too long to be opened again. */
      relatedTo: IncidentId.optional(),
    }),
    z.object({
      type: z.literal('IncidentReported'),
      at,
      by: Author,
      reportedBy: Author,
      alert: AlertId.optional(),
      severity: Severity,
      detectedBy: DetectedBy.optional(),
      textId: z.string(),
      symptomsId: z.string().optional(),
      origin: Origin.optional(),
    }),
    z.object({ type: z.literal('IncidentTitleChanged'), at, by: PersonId, titleId: z.string() }),
    z.object({ type: z.literal('IncidentServiceChanged'), at, by: PersonId, from: ServiceSlug.nullable(), to: ServiceSlug }),
    /** Without its name, which is made of the title: words are not in the log. */
    z.object({ type: z.literal('IncidentChannelOpened'), at, channel: z.string(), private: z.boolean() }),
    z.object({ type: z.literal('IncidentChannelRefused'), at, code: z.string() }),
    /** From here on it exists for those who are in it; `people` are those who come along from its channel. */
    z.object({ type: z.literal('IncidentMadePrivate'), at, by: PersonId, people: z.array(PersonId) }),
    /** A private incident exists for this person from here on. */
    z.object({ type: z.literal('IncidentAccessGranted'), at, by: PersonId, person: PersonId }),
    /** Somebody had declared the same already; `null`: it is one of its own after all. */
    z.object({ type: z.literal('IncidentMarkedDuplicate'), at, by: PersonId, of: IncidentId.nullable() }),
    /** Another one is the same as this, or is not after all; its reporters and responders come along. */
    z.object({
      type: z.literal('IncidentDuplicatesChanged'),
      at,
      by: PersonId,
      duplicate: IncidentId,
      added: z.boolean(),
      declaredAt: at,
      people: z.array(PersonId),
    }),
  ] as const;
