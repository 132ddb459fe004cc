import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Incident, incidents } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { chosenStep, hasChosen } from '#domain/postmortem/chosen';
import { areChosen, missingOf } from '#domain/postmortem/completeness';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isWeighed } from '#domain/postmortem/weighed';
import { headRef } from '#domain/records';

type Seen = { incident: Incident; improvements: Improvement[] };

/** All that is asked for is there but the publishing: time says so to nobody, and no person has to. */
export const completePostmortem: Act<Postmortem, Seen, { at: string }, PostmortemEvent> = {
  facts: (postmortem) => {
    const { incident, improvements } = postmortem.state === 'none' ? nothing : postmortem;
    return { incident: headRef(incidents, incident), improvements: improvements.map((id) => improvementRef(ImprovementId.parse(id))) };
  },
  decide(postmortem, { incident, improvements }, { at }) {
    if (!isWeighed(postmortem) || postmortem.pausedAt !== undefined || incident.state === 'none') return [];
    const known = improvements.flatMap((improvement) => (improvement.state === 'none' ? [] : [{ improvement }]));
    const chosen = !hasChosen(postmortem) && areChosen(known);
    return [
      ...(chosen ? [{ type: 'PostmortemStepTaken' as const, at, step: chosenStep }] : []),
      ...(missingOf({ postmortem, incident, improvements: known }).length > 0 ? [] : [{ type: 'PostmortemCompleted' as const, at }]),
    ];
  },
};
const nothing = { incident: 'INC-0', improvements: [] } as const;
