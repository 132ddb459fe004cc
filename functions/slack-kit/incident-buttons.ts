import type { ActionsBlock, Button } from '@slack/types';
import { IncidentId } from '#domain/incident/incident';
import { type PersonId, PersonId as PersonIds } from '#domain/person/person';
import type { ServiceEntry } from '#domain/ports';
import { ServiceSlug } from '#domain/service/service';
import { button, plain } from './blocks.ts';
import { cut } from './text.ts';

/** Buttons that more than one feature shows. Their ids and readers are here and nowhere else. */
export const acknowledgePressed = 'acknowledge-incident';
export const acknowledgeButton = (id: IncidentId): Button => button(acknowledgePressed, "I've got it", id, 'primary');
export const updatePressed = 'update-incident';
export const updateButton = (id: IncidentId): Button => button(updatePressed, 'Update', id);
export const impactPressed = 'set-impact';
export const impactButton = (id: IncidentId): Button => button(impactPressed, 'Impact', id);
export const subscribePressed = 'subscribe-incident';
export const subscribeButton = (id: IncidentId): Button => button(subscribePressed, 'Keep me posted', id);
export const gradePressed = 'grade-incident';
export const gradeButton = (id: IncidentId): Button => button(gradePressed, 'Severity', id);
export const rolesPressed = 'assign-role';
export const rolesButton = (id: IncidentId): Button => button(rolesPressed, 'Roles', id);
export const mitigatePressed = 'mitigate-incident';
export const mitigateButton = (id: IncidentId): Button => button(mitigatePressed, 'Mitigated', id);
export const resolvePressed = 'resolve-incident';
export const resolveButton = (id: IncidentId): Button => button(resolvePressed, 'Resolve', id, 'primary');
export const cancelPressed = 'cancel-incident';
export const cancelButton = (id: IncidentId): Button => button(cancelPressed, 'False alarm', id);
export const duplicatePressed = 'duplicate-incident';
export const duplicateButton = (id: IncidentId): Button => button(duplicatePressed, 'Duplicate', id);
export const ownPressed = 'duplicate-incident-undone';
export const ownButton = (id: IncidentId): Button => button(ownPressed, 'One of its own', id);
export const reopenPressed = 'reopen-incident';
export const reopenButton = (id: IncidentId): Button => button(reopenPressed, 'Reopen', id);
export const closePressed = 'close-incident';
export const closeButton = (id: IncidentId): Button => button(closePressed, 'Close', id);
export const swarmPressed = 'swarm-people';
export const swarmButton = (id: IncidentId): Button => button(swarmPressed, 'Swarm', id);
export const hidePressed = 'hide-incident';
/** It cannot be made public again, so Slack asks once more. */
export const hideButton = (id: IncidentId): Button => ({
  ...button(hidePressed, 'Make private', id),
  confirm: {
    title: plain('Make it private?', 100),
    text: plain('It goes on in a new, private channel. The one before is archived; what was written there stays readable.', 300),
    confirm: plain('Make private', 30),
    deny: plain('Leave it', 30),
  },
});
export const timelinePressed = 'show-timeline';
export const timelineButton = (id: IncidentId): Button => button(timelinePressed, 'Timeline', id);
export const raisePressed = 'raise-incident';
export const raiseButton = (id: IncidentId, level: number): Button => button(raisePressed, `Escalate to L${level}`, id);
export const handoverPressed = 'handover-incident';
export const handoverButton = (id: IncidentId): Button => button(handoverPressed, 'Hand over', id);
/** The same as `/incident access @priya`, for one whom it needs. */
export const letInPressed = 'grant-access';
export const letInButton = (id: IncidentId, person: PersonId): Button => button(letInPressed, 'Let them in', `${id} ${person}`, 'primary');
export function readLetIn(value = ''): { id: IncidentId; person: PersonId } {
  const [id, person] = value.split(' ');
  return { id: IncidentId.parse(id), person: PersonIds.parse(person) };
}
export const readIncident = (value: string | undefined): IncidentId => IncidentId.parse(value);

/** Several of them stand in one row, so each has its own action id. */
export const identifyPressed = /^identify-service:/;
export const identifySearched = 'identify-service:?';
export const identifyButton = (id: IncidentId, service: string, label: string): Button =>
  button(`identify-service:${service}`, label, `${id} ${service}`);

/** "Which service is this?": what may have been meant, and a search of the whole catalogue. The block's name carries the incident. */
export const identifyActions = (id: IncidentId, near: ServiceEntry[]): ActionsBlock => ({
  type: 'actions',
  block_id: `identify-service ${id}`,
  elements: [
    ...near.map(({ slug, name }) => identifyButton(id, slug, name)),
    { type: 'external_select', action_id: identifySearched, min_query_length: 0, placeholder: plain('Set service', 150) },
  ],
});

export function readIdentified(value: string | undefined): { id: IncidentId; service: ServiceSlug } {
  const [id, service] = (value ?? '').split(' ');
  return { id: IncidentId.parse(id), service: ServiceSlug.parse(service) };
}

/** Declares a new one that goes on from this; what had been typed goes with it. */
export const relatedPressed = 'declare-related';
export const relatedButton = (id: IncidentId, words: string): Button =>
  button(relatedPressed, 'Declare a new one', `${id} ${cut(words, 1900)}`, 'primary');
export function readRelated(value = ''): { id: IncidentId; words: string } {
  const [id = '', ...words] = value.split(' ');
  return { id: IncidentId.parse(id), words: words.join(' ') };
}

/** "It is over already", in the form of a declaration. */
export const recordPressed = 'record-incident';
export const recordButton: Button = button(recordPressed, 'It is over already', 'over');

/** Links are pressed too, and Slack tells us so; there is nothing to do. */
export const linkPressed = /^open-link:/;
