import { asksNobody, type IncidentId, type OpenIncident } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import { shareOfBudget } from '#domain/postmortem/budget-share';
import { ladderFrom } from '#domain/postmortem/clock';
import { owningCalendar } from '#domain/postmortem/met';
import { isOpen, type KnownPostmortem, type OpenPostmortem, type Postmortem, postmortems } from '#domain/postmortem/postmortem';
import type { Ladder, PostmortemEvent, PostmortemFact } from '#domain/postmortem/postmortem-events';
import { combined, isThirdAlike, requirementOf, type Weighed } from '#domain/postmortem/requirement';
import { overAt, type There } from '#domain/postmortem/who-was-there';
import { asOf } from '#domain/time/assertions';
import { laterOf } from '#domain/time/later-of';
import type { FollowIncident } from './decide.ts';
import { type Facts, ownerOf } from './people.ts';

export type Standing = { id: IncidentId; incident: OpenIncident; facts: Facts; command: FollowIncident };

/** What the incident makes of its postmortem: asked for, put off, taken up again, or none of it. */
export function about(postmortem: Postmortem, standing: Standing): PostmortemEvent[] {
  const { incident, facts, command } = standing;
  const { at } = command;
  const weighed = requirementOf(incident, {
    share: shareOf(incident, facts, at),
    alike: postmortem.state !== 'none' && isThirdAlike(postmortem, facts.factors.flat()),
  });
  const hidden: PostmortemEvent[] =
    postmortem.state !== 'none' && incident.private && !postmortem.private ? [{ type: 'PostmortemMadePrivate', at }] : [];
  if (weighed === 'going_on') return [...hidden, ...paused(postmortem, incident)];
  if (weighed === 'duplicate' || weighed === 'none')
    return [...hidden, ...dropped(postmortem, at, weighed === 'none' ? 'not_required' : 'duplicate')];
  const [service, team] = [incident.service, ownerOf(incident)];
  // Whose it was has yet to be looked up.
  if (service !== null && incident.routing === undefined && incident.state !== 'cancelled') return hidden;
  const moved: PostmortemEvent[] =
    postmortem.state !== 'none' && (postmortem.service !== service || postmortem.team !== team)
      ? [{ type: 'PostmortemServiceChanged', at, service, team }]
      : [];
  return [...hidden, ...moved, ...asked(postmortem, weighed, standing)];
}

const paused = (postmortem: Postmortem, incident: OpenIncident): PostmortemEvent[] =>
  postmortem.state !== 'none' && postmortem.state !== 'dropped' && postmortem.pausedAt === undefined
    ? [{ type: 'PostmortemReopened', at: incident.reopened.at(-1) ?? incident.stirredAt }]
    : [];

/** What is published or waived stays so. */
const dropped = (postmortem: Postmortem, at: string, because: PostmortemFact<'PostmortemDropped'>['because']): PostmortemEvent[] =>
  postmortem.state === 'not_required' || isOpen(postmortem) ? [{ type: 'PostmortemDropped', at, because }] : [];

function asked(postmortem: Postmortem, weighed: Weighed, { id, incident, facts, command }: Standing): PostmortemEvent[] {
  const { at, there, recordedAt } = command;
  const peak = incident.severityPeak;
  const over = asksNobody(incident) ? recordedAt : (overAt(incident) ?? at);
  const ladder = (from: string) => ladderFrom(from, peak, owningCalendar(facts.team[0] ?? { state: 'none' }, facts.organisation));
  const found = laterOf(over, knownSince(weighed, there, at));
  const t0 = notLongAgo(found, at);
  const isLate = isFoundLate(postmortem, weighed, peak, Date.parse(at) - Date.parse(found));
  const required: PostmortemEvent[] =
    isLate || weighed.requirement === 'optional' ? [] : [{ type: 'PostmortemRequired', at, t0, ...weighed, peak, ladder: ladder(t0) }];
  if (postmortem.state === 'none' || postmortem.state === 'dropped') {
    const { service, private: hidden, drill, declaredAt, routing } = incident;
    const moving = routing?.pending && { movingTo: routing.pending.to };
    const about = { incident: id, service, team: ownerOf(incident), drill, private: hidden, declaredAt, ...moving };
    const wanted = isLate ? { ...unasked(weighed), late: true as const } : weighed;
    return [{ type: 'PostmortemOffered', at, ...about, ...wanted, peak, t0: over }, ...required];
  }
  const again = notLongAgo(over, at);
  const resumed: PostmortemEvent[] =
    postmortem.pausedAt === undefined
      ? []
      : [{ type: 'PostmortemResumed', at, t0: again, ...('ladder' in postmortem && { ladder: ladder(again) }) }];
  if (postmortem.state === 'not_required')
    return [...resumed, ...(required.length > 0 ? required : regraded(postmortem, isLate ? unasked(weighed) : weighed, peak, at))];
  // What was waived was the incident as it had been until then.
  if (postmortem.state === 'waived' && resumed.length > 0) return [...resumed, ...required];
  if (!isOpen(postmortem)) return resumed;
  const going = resumed.reduce(postmortems.evolve, postmortem as Postmortem) as OpenPostmortem;
  const raised = peak < going.peak ? ladder(laterOf(over, there.gradedAt ?? over)) : going.ladder;
  return [...resumed, ...regraded(going, combined(going, weighed), peak, at, raised.due > going.ladder.due ? raised : undefined)];
}

const dayMs = 86_400_000;
const [onTimeMs, lateMs] = [dayMs, 7 * dayMs];
/** What is found when its clock would have run for a day and more is counted from when it was found. */
const notLongAgo = (since: string, at: string): string => (Date.parse(at) - Date.parse(since) > onTimeMs ? at : since);

/** An incident that had been over for long before anybody could ask: only what is learnt of it since, or its coming back, asks for more. */
function isFoundLate(postmortem: Postmortem, { because }: Weighed, peak: Severity, agoMs: number): boolean {
  if (postmortem.state === 'none') return agoMs > lateMs;
  const isOld = postmortem.late === true && postmortem.reopened === 0;
  return isOld && peak >= postmortem.peak && because.every((one) => postmortem.because.includes(one));
}
const unasked = ({ because }: Weighed): Weighed => ({ requirement: 'optional', because });

/** A figure that is corrected later moves what follows from it to then; what was known when it was over does not. */
function knownSince({ because }: Weighed, there: There, at: string): string {
  const since: Partial<Record<string, string | undefined>> = {
    serious: there.seriousSince,
    error_budget: there.impactSaidAt,
    third_alike: at,
  };
  return because.map((one) => since[one] ?? '').toSorted()[0] ?? '';
}

function regraded(postmortem: KnownPostmortem, weighed: Weighed, peak: Severity, at: string, ladder?: Ladder): PostmortemEvent[] {
  const same =
    postmortem.requirement === weighed.requirement &&
    postmortem.peak === peak &&
    postmortem.because.length === weighed.because.length &&
    weighed.because.every((one) => postmortem.because.includes(one));
  return same ? [] : [{ type: 'PostmortemRequirementChanged', at, ...weighed, peak, ...(ladder && { ladder }) }];
}

function shareOf(incident: OpenIncident, { organisation, targets }: Facts, at: string): number {
  const said = targets[0] ?? [];
  const target = (then: string) => asOf(said, then)?.targets.availability ?? incident.routing?.owner?.target;
  return shareOfBudget({ impact: incident.impact, until: overAt(incident) ?? at, zone: organisation.zone, targetAt: target });
}
