import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';
import { Severity, severityInDoubt } from '#domain/incident/severity';
import { answers, type Filled } from './inputs.ts';

/** The incident that a form is about, and whether it was opened in the incident's own channel: carried in the form, and read from it. */
const About = z.object({ id: IncidentId, inRoom: z.boolean() });
export type About = z.infer<typeof About>;
export const readAbout = ({ private_metadata }: { private_metadata: string }): About => About.parse(JSON.parse(private_metadata));

/** What the form of a declaration and that of one that is over ask alike: what was typed in the one is there in the other. */
export const declarationNames = { title: 'title', service: 'service', severity: 'severity' } as const;
export function readDeclaration(view: Filled) {
  const { text, choice } = answers(view);
  return {
    title: text(declarationNames.title) ?? '',
    service: choice(declarationNames.service) ?? '?',
    severity: Severity.parse(choice(declarationNames.severity) ?? severityInDoubt),
  };
}
