import type { KnownBlock } from '@slack/types';
import type { PersonId } from '#domain/person/person';
import { answersFromOutside, lacksOnlySignOff } from '#domain/postmortem/signing';
import type { PostmortemView } from '#domain/postmortem/view';
import { actions, section } from './blocks.ts';
import { letInButton } from './incident-buttons.ts';
import { mention, named } from './text.ts';

/** `only @priya's sign-off is missing`, where that is so. */
export function onlySignOff(view: PostmortemView): string | undefined {
  if (!lacksOnlySignOff(view)) return undefined;
  const whose = view.postmortem.signing?.of ?? view.service?.productManager;
  return `only ${whose ? `${mention(whose)}’s` : 'the product manager’s'} sign-off is missing`;
}

/** Who answers for the service and is not let in can neither sign it off nor waive it: those inside can mend that. */
export function letInOffered(view: PostmortemView): KnownBlock[] {
  const said = letInSaid(view);
  return said ? [section(said.text), actions(letInButton(view.postmortem.incident, said.person))] : [];
}

export function letInSaid({ postmortem, incident, service }: PostmortemView): { text: string; person: PersonId } | undefined {
  const person = answersFromOutside(postmortem, incident, service);
  if (person === undefined || service === undefined) return undefined;
  const text = `${mention(person)} answers for ${named(service.name)} and cannot see this. Let them in to sign it off, or to waive it.`;
  return { text, person };
}
