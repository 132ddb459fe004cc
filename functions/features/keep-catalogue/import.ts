import { organisationId, serviceId, teamId } from '#domain/keys';
import { organisations } from '#domain/organisation/organisation';
import { perform, type Stage } from '#domain/perform';
import { type PersonId, people, personAggregate } from '#domain/person/person';
import { services } from '#domain/service/service';
import { type TeamSlug, teams } from '#domain/team/team';
import type { GroupId } from '#domain/workspace/group';
import type { CataloguedPerson } from './catalogue.ts';
import { configureOrganisation, describeTeam, knowElsewhere, retireTeam, setRota } from './decide.ts';
import type { Change, Step } from './difference.ts';
import { keepService } from './keep.ts';

/** What is known of people and groups until Slack says anything of them itself. */
export type Acquaintance = {
  meet: (person: CataloguedPerson) => Promise<void>;
  gather: (group: GroupId, members: PersonId[]) => Promise<void>;
};

/** Services of one owner are written one after the other, because its load changes with each of them. */
const lanes = 16;

/**
 * Writes what is different, each step through the same rules as anyone's. Every step is idempotent: done again it changes nothing. `onStep` is told
 * of each that is done, and may end it all by throwing.
 */
export async function importChanges(
  stage: Stage,
  acquaintance: Acquaintance,
  changes: Change[],
  onStep: (change: Change) => Promise<void> = async () => {},
): Promise<void> {
  const does = (...steps: Step['does'][]) => changes.filter(({ step }) => steps.includes(step.does));
  for (const some of [does('meet', 'know'), does('describe'), does('configure'), does('keep'), does('disband')]) {
    const queues = laned(some);
    const work = async (queue: Change[]) => {
      for (const change of queue) {
        await take(stage, acquaintance, change.step);
        await onStep(change);
      }
    };
    const done = await Promise.allSettled(queues.map(work));
    const failed = done.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** What touches the same records stands in one queue; the rest is spread evenly. */
function laned(changes: Change[]): Change[][] {
  const queues: Change[][] = Array.from({ length: lanes }, () => []);
  const owners = new Map<string, number>();
  const shortest = () => queues.reduce((best, queue, index) => (queue.length < (queues[best]?.length ?? 0) ? index : best), 0);
  for (const change of changes) {
    const { step } = change;
    const owner = step.does === 'keep' ? step.wanted.ownership.at(-1)?.owner : undefined;
    const lane = (owner !== undefined ? owners.get(owner) : undefined) ?? shortest();
    if (owner !== undefined) owners.set(owner, lane);
    queues[lane]?.push(change);
  }
  return queues;
}

async function take(stage: Stage, { meet, gather }: Acquaintance, step: Step): Promise<void> {
  const at = stage.now();
  switch (step.does) {
    case 'meet':
      return meet(step.person);
    case 'know':
      await perform(stage, people, personAggregate(step.person), knowElsewhere, {
        tool: 'pagerduty',
        their: step.pagerduty,
        person: step.person,
      });
      return;
    case 'configure':
      await perform(stage, organisations, organisationId, configureOrganisation, { at, ...step.organisation });
      return;
    case 'describe':
      return describe(stage, step, gather);
    case 'keep': {
      // A history that is longer than a transaction takes several.
      for (let events = 1; events > 0; )
        ({
          events: { length: events },
        } = await perform(stage, services, serviceId(step.wanted.described.slug), keepService, {
          at,
          ...step.wanted,
        }));
      return;
    }
    case 'disband':
      await perform(stage, teams, teamId(step.team), retireTeam, { at });
      return;
    default:
      return step satisfies never;
  }
}

async function describe(stage: Stage, step: Extract<Step, { does: 'describe' }>, gather: Acquaintance['gather']): Promise<void> {
  const { team, described, rota } = step;
  const id = teamId(team satisfies TeamSlug);
  if (described) {
    await perform(stage, teams, id, describeTeam, { at: stage.now(), ...described });
    if (described.group) await gather(described.group, described.members);
  }
  if (rota !== undefined) await perform(stage, teams, id, setRota, { at: stage.now(), rota });
}
