import { describe, expect, test } from 'vitest';
import type { ImprovementRight, Parties } from '#domain/improvement/authority';
import type { Improvement } from '#domain/improvement/improvement';
import type { Priority } from '#domain/improvement/improvement-kind';
import type { Taking } from '#domain/improvement/owner';
import type { ImprovementView } from '#domain/improvement/view';
import type { Incident } from '#domain/incident/incident';
import type { Person, PersonId } from '#domain/person/person';
import type { Assertion } from '#domain/service/ownership';
import type { Service } from '#domain/service/service';
import type { Team } from '#domain/team/team';
import { askWhetherItHelped, assessImprovement } from '#features/assess-improvement/decide';
import { chooseImprovement } from '#features/choose-improvement/decide';
import { declineImprovement, declineWithAll } from '#features/decline-improvement/decide';
import { mergeImprovement } from '#features/merge-improvement/decide';
import { moveImprovement } from '#features/move-improvement/decide';
import { offerImprovement } from '#features/offer-improvement/decide';
import { improvementCard } from '#features/prompt-people/list';
import { rescheduleImprovement } from '#features/reschedule-improvement/decide';
import { cardView } from '#slack-kit/improvement-card';
import {
  aService,
  asha,
  aTeam,
  ben,
  chloe,
  deactivated,
  declared,
  dev,
  given,
  givenOpen,
  guest,
  inc311,
  longAgo,
  marek,
  member,
  monitor,
  omar,
  owned,
  plus,
  priya,
  teamSlug,
  tuesday,
} from '#test/builders';
import { acceptance, chosen, completion, imp, improving, proposal, proposed } from '#test/improving';

const home = aTeam({ name: 'Home Products', lead: omar, members: [omar, dev], rota: null });
const parties = (more: Partial<Parties & Taking> = {}): Parties & Taking => ({
  person: member,
  service: aService(),
  team: aTeam(),
  postmortem: { state: 'none' },
  incidents: [given(declared())],
  taker: member,
  theirs: aTeam(),
  ...more,
});
const standing = { id: imp(1), versions: {} as never };
const chooses = (improvement: Improvement, more: object = {}, facts: Partial<Parties & Taking> = {}) =>
  chooseImprovement.decide(
    improvement,
    parties(facts),
    { by: marek, at: tuesday, owner: ben, dueOn: '2026-03-25', priority: 'high' as Priority, ...more },
    standing,
  );
/** Those who were brought in are known to a private incident; nobody else is. */
const hidden = (...insiders: PersonId[]): Incident => ({ ...givenOpen(declared({ private: true })), insiders });

describe('Choosing', () => {
  test('gives it exactly one owner, their team and one date', () => {
    expect(chooses(proposed())).toEqual([
      { type: 'ImprovementAccepted', at: tuesday, by: marek, owner: ben, team: 'team-bedroom', dueOn: '2026-03-25', priority: 'high' },
    ]);
  });
  test('said twice it changes nothing, and another choice is refused kindly', () => {
    expect(chooses(chosen({ priority: 'high' }))).toEqual([]);
    expect(() => chooses(chosen({ priority: 'high' }), { owner: chloe })).toThrow(/chosen already/);
  });
  test('what was declined can be chosen after all; what is done or merged cannot', () => {
    const declined = improving(proposal(), { type: 'ImprovementDeclined', at: tuesday, by: marek, reasonId: 'reason' });
    expect(chooses(declined)).toHaveLength(1);
    expect(() => chooses(improving(proposal(), acceptance(), completion()))).toThrow(/It is done/);
    expect(() => chooses(improving(proposal(), { type: 'ImprovementMerged', at: tuesday, by: marek, into: imp(2) }))).toThrow(/part of/);
  });
  test('the last day that is not over anywhere may be named, and the one before may not', () => {
    expect(chooses(proposed(), { dueOn: '2026-03-10', at: '2026-03-11T11:59:59.999Z' })).toHaveLength(1);
    expect(() => chooses(proposed(), { dueOn: '2026-03-10', at: '2026-03-11T12:00:00.000Z' })).toThrow(/That day is over/);
  });
  test('somebody of another team, a guest, somebody who has left or a team that is gone cannot take it', () => {
    expect(() => chooses(proposed(), { owner: dev })).toThrow(/is not of Team Bedroom/);
    expect(() => chooses(proposed(), {}, { taker: guest })).toThrow(/is a guest, a bot, or has left/);
    expect(() => chooses(proposed(), {}, { taker: deactivated })).toThrow(/is a guest, a bot, or has left/);
    expect(() => chooses(proposed(), {}, { theirs: { state: 'none' } })).toThrow(/not there, or is winding down/);
  });
  test('out of a private incident only an insider takes it', () => {
    const incidents = [hidden(marek)];
    expect(() => chooses(proposed({ private: true }), {}, { incidents })).toThrow(/bring them in first/);
    expect(chooses(proposed({ private: true }), {}, { incidents: [hidden(marek, ben)] })).toHaveLength(1);
    expect(() => chooses(proposed({ private: true }), { by: priya }, { incidents })).toThrow('There is no such improvement');
  });
});

describe('Another date', () => {
  const reschedules = (improvement: Improvement, dueOn: string, reason?: string, by = ben) =>
    rescheduleImprovement.decide(improvement, parties(), { by, at: tuesday, dueOn, reason, reasonId: 'reason' }, standing) as {
      events: object[];
    };
  const putOff = (extension: number) =>
    improving(proposal(), acceptance(), {
      type: 'ImprovementRescheduled',
      at: tuesday,
      by: ben,
      from: '2026-03-25',
      dueOn: '2026-04-01',
      extension,
    });
  test('a later one needs words, an earlier one none, and the same is nothing', () => {
    expect(() => reschedules(chosen(), '2026-03-26')).toThrow(/what came between/);
    expect(() => reschedules(chosen(), '2026-03-26', '  ')).toThrow(/what came between/);
    expect(reschedules(chosen(), '2026-03-24').events).toMatchObject([{ extension: 0 }]);
    expect(reschedules(chosen(), '2026-03-25')).toEqual([]);
  });
  test('the second is told to nobody, the third and each after it to the product manager', () => {
    expect(reschedules(putOff(1), '2026-04-02', 'keys').events[0]).not.toHaveProperty('tell');
    expect(reschedules(putOff(2), '2026-04-02', 'keys').events).toMatchObject([{ extension: 3, tell: priya }]);
    expect(reschedules(putOff(3), '2026-04-02', 'keys').events).toMatchObject([{ extension: 4, tell: priya }]);
    expect(reschedules(putOff(2), '2026-04-02', 'keys', priya).events[0]).not.toHaveProperty('tell');
    expect(reschedules(putOff(2), '2026-03-30').events[0]).not.toHaveProperty('tell');
  });
});

describe('Declining', () => {
  const declines = (improvement: Improvement, reason?: string) =>
    declineImprovement.decide(improvement, parties(), { by: marek, at: tuesday, reason, reasonId: 'reason' }, standing);
  test('comes with what was weighed, which the head keeps', () => {
    expect(() => declines(proposed())).toThrow(/with what was weighed/);
    expect(declines(proposed(), 'It goes in May')).toMatchObject({ texts: [{ body: 'It goes in May', inHead: true }] });
  });
  test('where none was chosen all that was only proposed by then goes with it, and nothing else', () => {
    const all = (improvement: Improvement, until = tuesday) =>
      declineWithAll.decide(improvement, {}, { at: plus(tuesday, 1), by: priya, reason: 'Nothing', reasonId: 'r', until }, standing);
    expect(all(proposed())).toMatchObject({ events: [{ type: 'ImprovementDeclined', by: priya }] });
    expect(all(proposed(), plus(tuesday, -1))).toEqual([]);
    expect(all(chosen())).toEqual([]);
  });
});

describe('Done', () => {
  const moves = (improvement: Improvement, to: 'started' | 'done' | 'again', by: PersonId | typeof monitor = ben) =>
    moveImprovement.decide(improvement, parties(), { by, at: tuesday, to }, standing);
  const done = improving(proposal(), acceptance(), completion());
  test('is said by its owner, or by a tool in which it is kept too; twice it is once', () => {
    expect(moves(chosen(), 'done')).toEqual([{ type: 'ImprovementCompleted', at: tuesday, by: ben }]);
    expect(moves(chosen(), 'done', monitor)).toEqual([{ type: 'ImprovementCompleted', at: tuesday, by: monitor }]);
    expect(moves(done, 'done')).toEqual([]);
    expect(moves(done, 'started')).toEqual([]);
  });
  test('what nobody has chosen is not done, and what was not done after all is open again', () => {
    expect(() => moves(proposed(), 'done', marek)).toThrow(/gets an owner and a date first/);
    expect(moves(done, 'again')).toEqual([{ type: 'ImprovementReopened', at: tuesday, by: ben }]);
    expect(moves(chosen(), 'again')).toEqual([]);
    expect(improving(proposal(), acceptance(), completion(), { type: 'ImprovementReopened', at: tuesday, by: ben })).toMatchObject({
      state: 'in_progress',
      owner: ben,
    });
  });
  test('a month later whoever did it and the product manager are asked, but nobody who has left or knows nothing of it', () => {
    const asks = (more: { owner?: Person; incidents?: Incident[] } = {}) => {
      const { person: _person, ...around } = parties({ incidents: more.incidents ?? [given(declared())] });
      return askWhetherItHelped.decide(done, { ...around, owner: more.owner ?? member, manager: member }, { at: tuesday }, standing);
    };
    expect(asks()).toMatchObject([{ people: [ben, priya] }]);
    expect(asks({ owner: deactivated })).toMatchObject([{ people: [priya] }]);
    expect(asks({ incidents: [hidden(ben)] })).toMatchObject([{ people: [ben] }]);
  });
  test('one click is enough; the same click again is nothing, another replaces it', () => {
    const says = (improvement: Improvement, helped: 'yes' | 'no', words?: string) =>
      assessImprovement.decide(improvement, parties(), { by: ben, at: tuesday, helped, words, wordsId: 'w' }, standing);
    const said = improving(proposal(), acceptance(), completion(), { type: 'ImprovementHelpSaid', at: tuesday, by: ben, helped: 'yes' });
    expect(says(done, 'yes')).toMatchObject({ events: [{ helped: 'yes' }], texts: [] });
    expect(says(said, 'yes')).toEqual([]);
    expect(says(said, 'no')).toMatchObject({ events: [{ helped: 'no' }] });
    expect(() => says(chosen(), 'yes')).toThrow(/cannot have helped yet/);
  });
});

describe('The same twice', () => {
  const merges = (improvement: Improvement, other: Improvement, more: Partial<Parties> & { others?: Incident[] } = {}, by = marek) => {
    const { others = [given(declared())], ...facts } = more;
    return mergeImprovement.decide(improvement, { ...parties(facts), other, others }, { by, at: tuesday, into: imp(2) }, standing) as {
      events: object[];
      also: { id: string }[];
    };
  };
  test('goes on as the other, which then came out of both', () => {
    expect(merges(proposed(), proposed())).toMatchObject({
      events: [{ type: 'ImprovementMerged', into: 'IMP-2' }],
      also: [{ id: 'IMP-2' }],
    });
    const joined = improving(proposal(), { type: 'ImprovementJoined', at: tuesday, from: imp(1), incidents: ['INC-7' as typeof inc311] });
    expect(joined).toMatchObject({ incidents: [inc311, 'INC-7'], joined: ['IMP-1'] });
  });
  test('never with what is over, with itself, or with what is private for others', () => {
    expect(() => merges(proposed(), improving(proposal(), acceptance(), completion()))).toThrow(/IMP-2 is done/);
    expect(() =>
      mergeImprovement.decide(
        proposed(),
        { ...parties(), other: proposed(), others: [] },
        { by: marek, at: tuesday, into: imp(1) },
        standing,
      ),
    ).toThrow(/same one already/);
    const apart = proposed({ incidents: ['INC-7' as typeof inc311], private: true });
    expect(() => merges(proposed(), apart, { others: [hidden(marek)] })).toThrow(/keep them apart/);
    expect(() => merges(proposed(), apart, { others: [hidden(asha)] })).toThrow('There is no such improvement');
  });
});

describe('It follows its service', () => {
  const [bedroom, homeMpt] = [teamSlug('team-bedroom'), teamSlug('home-mpt')];
  const moved = plus(tuesday, 60);
  const history: Assertion[] = [owned(1, bedroom, longAgo), owned(2, homeMpt, moved)];
  const ownedBy = (owner: string): Service =>
    aService({ owned: { owner: teamSlug(owner), model: 'ybiyri', solution: 'none', version: 2, effectiveFrom: moved } });
  type Facts = Parameters<typeof offerImprovement.decide>[1];
  const offers = (improvement: Improvement, more: Partial<Facts> = {}) => {
    const { person: _person, ...around } = parties({ service: ownedBy('home-mpt') });
    const facts = { ...around, assertions: history, receiving: home as Team, owner: member, could: [member, member, member], ...more };
    return offerImprovement.decide(improvement, facts as Facts, { at: moved }, standing);
  };
  test('to those who have it now, whose lead is asked; the date stays and the owner goes', () => {
    expect(offers(chosen())).toEqual([
      { type: 'ImprovementReassigned', at: moved, team: 'home-mpt', because: 'service_moved', waiting: true, ask: omar },
    ]);
    const after = improving(proposal(), acceptance(), ...(offers(chosen()) as never[]));
    expect(after).toMatchObject({ team: 'home-mpt', waitingSince: moved, asked: omar, dueOn: '2026-03-25' });
    expect(after).not.toHaveProperty('owner');
  });
  test('asked once: the second look finds it waiting, and a new lead is asked instead of the old', () => {
    const waiting = improving(proposal(), acceptance(), ...(offers(chosen()) as never[]));
    expect(offers(waiting, { team: home })).toEqual([]);
    expect(offers(waiting, { team: { ...home, lead: dev }, receiving: { ...home, lead: dev } })).toMatchObject([
      { ask: dev, waiting: true },
    ]);
  });
  test('what another team does for it stays theirs, unless that team is there no more', () => {
    const others = improving(proposal(), acceptance({ team: teamSlug('team-bath') }));
    expect(offers(others)).toEqual([]);
    expect(offers(others, { team: { state: 'none' } })).toMatchObject([{ team: 'home-mpt', waiting: true }]);
  });
  test('where nothing has moved nothing happens, until its owner leaves: then the lead of the team says', () => {
    const at = { service: ownedBy('team-bedroom'), assertions: history.slice(0, 1), receiving: aTeam() as Team };
    expect(offers(chosen(), at)).toEqual([]);
    expect(offers(chosen(), { ...at, owner: deactivated })).toMatchObject([
      { team: 'team-bedroom', because: 'owner_left', waiting: true, ask: marek },
    ]);
  });
  test('whoever is asked hears why: it came with its service, or its owner has left, also where another lead is asked later', () => {
    const at = { service: ownedBy('team-bedroom'), assertions: history.slice(0, 1), receiving: aTeam() as Team };
    const hears = (improvement: Improvement) => {
      const view = { id: imp(1), improvement, words: { title: 'Alert' }, incidents: [given(declared())] } as unknown as ImprovementView;
      return JSON.stringify(improvementCard(view, marek, ['improvement_offered']));
    };
    const waits = (...events: unknown[]) => improving(proposal(), acceptance(), ...(events as never[]));
    const left = waits(...(offers(chosen(), { ...at, owner: deactivated }) as never[]));
    expect(hears(left)).toContain('Whoever had it is not here any more: will you take it?');
    expect(offers(left, { ...at, owner: deactivated, team: aTeam({ lead: chloe }) })).toMatchObject([
      { because: 'owner_left', ask: chloe },
    ]);
    expect(hears(waits(...(offers(chosen()) as never[])))).toContain('It comes with its service: will you take it?');
    expect(improving(proposal(), acceptance(), ...(offers(chosen()) as never[]), acceptance({ owner: omar }))).not.toHaveProperty(
      'waitingBecause',
    );
  });
  test('whose title was erased, its owner is asked to write anew, with a button for it', () => {
    const said = (words: Record<string, string>, person: PersonId) => {
      const view = { id: imp(1), improvement: chosen(), words, incidents: [given(declared())] } as unknown as ImprovementView;
      return JSON.stringify(improvementCard(view, person, ['improvement_yours']));
    };
    expect(said({ title: '' }, ben)).toContain('Its title was erased by whoever wrote it: write it anew.');
    expect(said({ title: '' }, ben)).toContain('describe-improvement');
    expect(said({ title: 'Alert' }, ben) + said({ title: '' }, marek)).not.toMatch(/write it anew|describe-improvement/);
    const shown = (words: Record<string, string>, rights: ImprovementRight[]) =>
      JSON.stringify(cardView({ id: imp(1), improvement: chosen(), words, rights, now: tuesday }, {} as never));
    expect(shown({ title: '' }, ['owner'])).toContain('Its title was erased by whoever wrote it: write it anew.');
    expect(shown({ title: 'Alert' }, ['owner']) + shown({ title: '' }, [])).not.toContain('write it anew');
  });
  test('a lead who has left is not asked, and of what is private only who knows of it', () => {
    expect(offers(chosen(), { could: [deactivated, member, member] })).toMatchObject([{ ask: priya }]);
    expect(offers(proposed({ private: true }), { incidents: [hidden(priya)] })).toMatchObject([{ ask: priya }]);
    expect(offers(proposed({ private: true }), { incidents: [hidden(asha)] })[0 as never]).not.toHaveProperty('ask');
  });
  test('what is over goes nowhere', () => {
    expect(offers(improving(proposal(), acceptance(), completion()))).toEqual([]);
    expect(offers(improving(proposal(), { type: 'ImprovementDeclined', at: tuesday, by: marek, reasonId: 'r' }))).toEqual([]);
    expect(offers({ state: 'none' })).toEqual([]);
  });
});
