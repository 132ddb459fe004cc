import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';

/** The incident that a form is about, and whether it was opened in the incident's own channel: carried in the form, and read from it. */
const About = z.object({ id: IncidentId, inRoom: z.boolean() });
export type About = z.infer<typeof About>;
export const readAbout = ({ private_metadata }: { private_metadata: string }): About => About.parse(JSON.parse(private_metadata));
