import { organisationId, serviceId, teamId } from '#domain/keys';
import { organisations } from '#domain/organisation/organisation';
import { perform, type Stage } from '#domain/perform';
import { type PersonId, people, personAggregate } from '#domain/person/person';
import { services } from '#domain/service/service';
import { teamsOn } from '#domain/team/load';
import { type TeamSlug, teams } from '#domain/team/team';
import type { GroupId } from '#domain/workspace/group';
import type { CataloguedPerson } from './catalogue.ts';
import { configureOrganisation, describeTeam, knowElsewhere, retireTeam, setRota, setShare } from './decide.ts';
import type { Change, Step } from './difference.ts';
import { keepService } from './keep.ts';
import type { WantedService } from './plan.ts';

/** What is known of people and groups until Slack says anything of them itself. */
export type Acquaintance = {
  meet: (person: CataloguedPerson) => Promise<void>;
  gather: (group: GroupId, members: PersonId[]) => Promise<void>;
};

const abreast = 16;
/** Looking through thousands after each step would take longer than the steps. */
const inSight = 200;

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
    await allOf(some, async (change) => {
      await take(stage, acquaintance, change.step);
      await onStep(change);
    });
  }
}

/** A service's step changes the loads of its teams: those that have a team in common are done one after the other, and lose no race. */
const loadsOf = ({ step }: Change): string[] => {
  const owner = step.does === 'keep' ? step.wanted.ownership.at(-1) : undefined;
  return owner ? teamsOn(owner) : [];
};

/** A few at a time; the first that fails lets those under way come to their end, and no other begins. */
async function allOf(changes: Change[], run: (change: Change) => Promise<void>): Promise<void> {
  const waiting = changes.map((change) => ({ change, teams: loadsOf(change) }));
  const busy = new Set<string>();
  const failures: unknown[] = [];
  const free = () => waiting.slice(0, inSight).findIndex(({ teams }) => teams.every((team) => !busy.has(team)));
  await new Promise<void>((resolve) => {
    let running = 0;
    const go = () => {
      for (let index = free(); running < abreast && index >= 0 && failures.length === 0; index = free()) begin(index);
      if (running === 0) resolve();
    };
    const begin = (index: number) => {
      const [{ change, teams }] = waiting.splice(index, 1) as [(typeof waiting)[number]];
      for (const team of teams) busy.add(team);
      running += 1;
      const ended = () => {
        for (const team of teams) busy.delete(team);
        running -= 1;
        go();
      };
      run(change).then(ended, (error: unknown) => {
        failures.push(error);
        ended();
      });
    };
    go();
  });
  if (failures.length > 0) throw failures[0];
}

/** A history that is longer than a transaction takes several. */
const oneTransaction = 8;
const isLong = ({ ownership, lifecycles = [], targetings = [] }: WantedService) =>
  ownership.length + lifecycles.length + targetings.length > oneTransaction;

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
      const { wanted } = step;
      const write = () => perform(stage, services, serviceId(wanted.described.slug), keepService, { at, ...wanted });
      const { events } = await write();
      if (isLong(wanted)) for (let more = events.length; more > 0; ) more = (await write()).events.length;
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
  const { team, described, rota, share } = step;
  const id = teamId(team satisfies TeamSlug);
  if (described) {
    await perform(stage, teams, id, describeTeam, { at: stage.now(), ...described });
    if (described.group) await gather(described.group, described.members);
  }
  if (rota !== undefined) await perform(stage, teams, id, setRota, { at: stage.now(), rota });
  if (share !== undefined) await perform(stage, teams, id, setShare, { at: stage.now(), percent: share });
}
