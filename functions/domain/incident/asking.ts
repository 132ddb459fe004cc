import type { PersonId } from '#domain/person/person';
import type { Compensation } from '#domain/service/support';
import { onCall } from '#domain/team/rota';
import type { ActiveTeam } from '#domain/team/team';
import { atWork } from '#domain/team/working-hours';
import type { CalledOut, Rung } from './routing.ts';

/** Who answers together, who is above them, and when they are asked. */
export type Asking = {
  teams: ActiveTeam[];
  managers: ActiveTeam | undefined;
  /** Asked when nobody else answers: product manager and incident managers. */
  management: PersonId[];
  bestEndeavours: boolean;
  compensation?: Compensation | undefined;
  at: string;
  /** Who cannot be asked at all. */
  unable: (person: PersonId) => boolean;
  restSince: (person: PersonId) => string | undefined;
};

export const some = (...people: (PersonId | null | undefined)[]): PersonId[] => [
  ...new Set(people.filter((person) => person !== null && person !== undefined)),
];

export const onDuty = (teams: ActiveTeam[], at: string) => {
  const all = teams.map(({ rota, zone }) => onCall(rota, zone, at));
  return { superheroes: some(...all.map(({ superhero }) => superhero)), sideKicks: some(...all.map(({ sideKick }) => sideKick)) };
};

/** Who is asked, in turn: on call, Side-kick, lead, then the product manager with the incident managers (`domain.md` 2.9). */
export function ladderOf(asking: Asking): Rung[] {
  const { teams, management, bestEndeavours, at } = asking;
  const { superheroes, sideKicks } = onDuty(teams, at);
  const leads = some(...teams.map(({ lead }) => lead));
  const able = (people: PersonId[]) => people.filter((person) => !asking.unable(person));
  const last: Rung = { role: 'management', people: able(management) };
  // They have no standby: whoever is on duty for their own services, or their lead.
  const helpful = able(superheroes).length > 0 ? superheroes : leads;
  const rungs: Rung[] = bestEndeavours
    ? [{ role: 'best_endeavours', people: able(helpful) }, last]
    : [...restedFirst(asking, [...standIn(asking, able(superheroes), able(sideKicks)), { role: 'lead', people: able(leads) }]), last];
  return rungs
    .map((rung) => ({ ...rung, people: restedAmong(asking, rung.people) }))
    .filter(({ people }) => people.length > 0)
    .map((rung) => withCallouts(asking, rung));
}

/** Whoever was up at night is asked after all of the team who are rested; the product manager and the incident managers mend nothing, and stay last. */
function restedFirst({ restSince }: Asking, rungs: Rung[]): Rung[] {
  const rests = ({ people }: Rung) => people.length > 0 && people.every((person) => restSince(person) !== undefined);
  return [...rungs.filter((rung) => !rests(rung)), ...rungs.filter(rests)];
}

/** The Side-kick is on call in their place. */
function standIn({ restSince }: Asking, first: PersonId[], second: PersonId[]): Rung[] {
  const resting = (person: PersonId) => restSince(person) !== undefined;
  const others = second.filter((person) => !resting(person));
  const swap = first.length > 0 && first.every(resting) && others.length > 0;
  return [
    { role: 'on_call', people: swap ? others : first },
    { role: 'side_kick', people: swap ? first : second },
  ];
}

function restedAmong({ restSince }: Asking, people: PersonId[]): PersonId[] {
  const others = people.filter((person) => restSince(person) === undefined);
  return others.length > 0 ? others : people;
}

function withCallouts(asking: Asking, rung: Rung): Rung {
  const calledOut = calledOutOf(asking, rung);
  return calledOut.length === 0 ? rung : { ...rung, calledOut };
}

function calledOutOf({ teams, managers, compensation, at, restSince }: Asking, { role, people }: Rung): CalledOut[] {
  return people.flatMap((person) => {
    const ofManagers = role === 'management' && managers?.members.includes(person) ? managers : undefined;
    const team = ofManagers ?? teams.find(({ members, lead }) => lead === person || members.includes(person)) ?? teams[0];
    if (team === undefined || atWork(team, at)) return [];
    const paid = role === 'on_call' || role === 'side_kick' ? 'callout_pay' : 'none';
    const since = restSince(person);
    return [
      {
        person,
        compensation: role === 'lead' || role === 'management' ? paid : (compensation ?? paid),
        ...(since && { restSince: since }),
      },
    ];
  });
}
