import { describe, expect, test } from 'vitest';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import type { Incident } from '#domain/incident/incident';
import type { IncidentId } from '#domain/incident/incident-id';
import { serviceId } from '#domain/keys';
import type { LifecycleAssertion } from '#domain/service/lifecycle';
import { type RegisteredService, type ServiceEvent, services } from '#domain/service/service';
import { enteredAt, type Logged, maintenanceLog } from '#domain/transfer/maintenance-log';
import type { OpenTransfer, Transfer } from '#domain/transfer/transfer';
import { logSaid, notStanding } from '#features/handback-service/answer';
import { exportLog, type HandBack, handBack } from '#features/handback-service/decide';
import { readLine } from '#features/handback-service/line';
import { handBackModal, handBackToModal, readHandBack, readHandBackTo } from '#features/handback-service/modal';
import { react } from '#features/handback-service/react';
import {
  aService,
  asha,
  declared,
  given,
  guest,
  gwen,
  happened,
  marek,
  member,
  omar,
  owned,
  plus,
  priya,
  slug,
  stranger,
  teamSlug,
} from '#test/builders';
import { acceptance, chosen, completion, improving, proposal, proposed } from '#test/improving';

const march = '2026-03-30T09:00:00.000Z';
const september = '2026-09-01T08:00:00.000Z';
const standing = { id: 'SVC-bedroom', versions: {} } as never;
const kept = owned(4, 'home-mpt', march, { solution: 'multi_product_team' });
const maintained = (more: Partial<RegisteredService> = {}) =>
  aService({ lifecycle: 'maintenance_mode', fundingEndedOn: '2026-03-31', owned: kept, lifecycles: 2, targetings: 1, ...more });
const said = (more: Partial<HandBack> = {}): HandBack => ({
  by: priya,
  at: september,
  fundedUntil: '2027-03-31',
  budgetHolder: gwen,
  deploymentIntervalDays: 7,
  leadTimeDays: 3,
  featurePercent: 60,
  lookedAtLoad: true,
  words: 'A new range of beds',
  wordsId: 'why',
  ...more,
});
const handedBack = (more: Partial<HandBack> = {}, service = maintained(), person = member) =>
  handBack.decide(service, { person }, said(more), standing) as { events: ServiceEvent[]; texts: unknown[]; puts: unknown[] };

describe('Back to active development, in the same team', () => {
  test('is the budget holder’s word too, but how often it is deployed is the product manager’s', () => {
    const known = maintained({ budgetHolder: gwen, targets: { deploymentIntervalDays: 7, leadTimeDays: 3 } });
    expect(handedBack({ by: gwen }, known).events.map(({ type }) => type)).toEqual(['ServiceHandedBack', 'ServiceLifecycleChanged']);
    expect(() => handedBack({ by: gwen, leadTimeDays: 5 }, known)).toThrow(expect.objectContaining({ code: 'handback_targets_not_yours' }));
    expect(handedBack({ leadTimeDays: 5 }, known).events).toHaveLength(3);
  });
  test('is so at once: funded, with targets for deployments, and without a transfer', () => {
    const { events, texts, puts } = handedBack();
    expect(events).toMatchObject([
      { type: 'ServiceHandedBack', by: priya, team: 'home-mpt', fundedUntil: '2027-03-31', budgetHolder: gwen, featurePercent: 60 },
      { type: 'ServiceLifecycleChanged', from: 'maintenance_mode', to: 'active', fundedUntil: '2027-03-31', effectiveFrom: september },
      { type: 'ServiceTargetsChanged', targets: { availability: 99, deploymentIntervalDays: 7, leadTimeDays: 3 } },
    ]);
    expect(texts).toEqual([{ id: 'why', by: priya, body: 'A new range of beds' }]);
    expect(puts).toHaveLength(2);
    const after = events.reduce(services.evolve, maintained() as ReturnType<typeof services.evolve>);
    expect(after).toMatchObject({
      lifecycle: 'active',
      fundedUntil: '2027-03-31',
      budgetHolder: gwen,
      owned: { owner: 'home-mpt', version: 4 },
    });
    expect(after).not.toHaveProperty('fundingEndedOn');
    expect(after).not.toHaveProperty('pending');
  });
  test('is the word of whoever answers for it, their delegate or whoever pays for it', () => {
    const targets = { deploymentIntervalDays: 7, leadTimeDays: 3 };
    expect(handedBack({ by: gwen }, maintained({ budgetHolder: gwen, targets })).events).toHaveLength(2);
    expect(handedBack({ by: asha }, maintained({ delegate: asha })).events[2]).toMatchObject({ delegated: true });
    for (const by of [marek, omar]) expect(() => handedBack({ by })).toThrow(new RegExp(`<@${priya}>`));
    expect(() => handedBack({}, maintained(), guest)).toThrow(/Guests/);
  });
  test('is refused where nothing is to be handed back, or something else is under way', () => {
    expect(() => handedBack({}, maintained({ lifecycle: 'active' }))).toThrow(/not in maintenance mode/);
    expect(() => handedBack({}, { ...maintained(), owned: undefined } as never)).toThrow(/Nobody owns bedroom/);
    const pending = { transfer: 'XFER-7', to: teamSlug('team-sleep') } as unknown as RegisteredService['pending'];
    expect(() => handedBack({}, maintained({ pending }))).toThrow(/XFER-7 is under way/);
    expect(() => handBack.decide({ state: 'none' }, { person: stranger }, said(), standing)).toThrow(/no such service/);
  });
  test('wants a day that is to come, a part of the capacity, and a look at what else the team supports', () => {
    expect(() => handedBack({ fundedUntil: '2026-09-01' })).toThrow(/one that is to come/);
    expect(() => handedBack({ featurePercent: 0 })).toThrow(/from 1 to 100/);
    expect(() => handedBack({ featurePercent: 101 })).toThrow(/from 1 to 100/);
    expect(() => handedBack({ lookedAtLoad: false })).toThrow(/what else the team supports/);
  });
  test('is announced, and says that nothing moves', () => {
    const [event] = handedBack().events as [ServiceEvent];
    const view = {
      id: serviceId('bedroom'),
      service: maintained(),
      version: 5,
      now: september,
      organisation: { ownership: '#ownership' } as never,
    };
    expect(react(view, [{ version: 5, event }])).toMatchObject([{ key: 'SVC-bedroom/5/handed-back', to: '#ownership' }]);
    expect(react(view, [])).toEqual([]);
  });
});

describe('The forms of a handback', () => {
  test('are asked for by a line that names a team, a day, both, or a look at what was', () => {
    expect(readLine('')).toEqual({});
    expect(readLine('to team-sleep')).toEqual({ to: 'team-sleep' });
    expect(readLine('to @Team-Sleep funded until 2027-03-31')).toEqual({ to: 'team-sleep', until: '2027-03-31' });
    expect(readLine('funded until 2027-03-31')).toEqual({ until: '2027-03-31' });
    expect(readLine('log')).toEqual({ log: true });
    expect(readLine('team-sleep please')).toBeUndefined();
  });
  test('show what else the team runs, and give back what was filled in', () => {
    const load = { owns: ['bedroom', 'lighting', 'appointments'].map(slug), supports: [], takesBack: [], incoming: [] };
    const { private_metadata = '', blocks } = handBackModal(maintained(), load, '2027-03-31');
    expect(JSON.stringify(blocks)).toMatch(/2 other services: lighting, appointments/);
    const values = {
      'funded-until': { 'funded-until': { selected_date: '2027-03-31' } },
      'budget-holder': { 'budget-holder': { selected_user: gwen } },
      'deployment-interval': { 'deployment-interval': { value: '7' } },
      'lead-time': { 'lead-time': { value: '3' } },
      'feature-percent': { 'feature-percent': { value: '60' } },
      'looked-at-load': { 'looked-at-load': { selected_options: [{ value: 'yes' }] } },
      words: { words: { value: 'A new range of beds' } },
    };
    const { by: _, at: __, wordsId: ___, ...filled } = said();
    expect(readHandBack({ private_metadata, state: { values } })).toEqual({ slug: 'bedroom', ...filled });
    expect(readHandBack({ private_metadata, state: { values: { ...values, 'looked-at-load': {} } } })).toMatchObject({
      lookedAtLoad: false,
    });
  });
  test.each([
    ['funded-until', { selected_date: null }],
    ['funded-until', { selected_date: '2027-02-30' }],
    ['deployment-interval', { value: 'weekly' }],
    ['lead-time', { value: '-1' }],
    ['feature-percent', { value: '60.5' }],
  ])('say at %s what no record could hold', (name, said) => {
    const { private_metadata = '' } = handBackModal(maintained(), { owns: [], supports: [], takesBack: [], incoming: [] });
    const values = {
      'funded-until': { 'funded-until': { selected_date: '2027-03-31' } },
      'budget-holder': { 'budget-holder': { selected_user: gwen } },
      'deployment-interval': { 'deployment-interval': { value: '7' } },
      'lead-time': { 'lead-time': { value: '3' } },
      'feature-percent': { 'feature-percent': { value: '60' } },
    };
    const read = readHandBack({ private_metadata, state: { values: { ...values, [name]: { [name]: said } } } });
    expect(read).toEqual({ errors: { [name]: expect.stringContaining('Nothing has changed') } });
    if (name !== 'funded-until') return;
    const planned = { planned: { selected_date_time: 1_789_459_200 } };
    const other = {
      private_metadata: '{"slug":"bedroom","to":"x","hard":false}',
      state: { values: { [name]: { [name]: said }, planned } },
    };
    expect(readHandBackTo(other)).toEqual({ errors: { [name]: expect.any(String) } });
  });
  test('are not begun by a line with a day that is in no calendar', () => {
    expect(readLine('funded until 2027-02-30')).toBeUndefined();
  });
  test('to another team carry which one it is', () => {
    const { private_metadata = '' } = handBackToModal(maintained(), {
      to: teamSlug('team-sleep'),
      planned: '2026-09-15T08:00:00.000Z',
      findings: [],
    });
    const values = {
      'funded-until': { 'funded-until': { selected_date: '2027-03-31' } },
      planned: { planned: { selected_date_time: 1_789_459_200 } },
      words: { words: { value: 'A new range of beds' } },
    };
    expect(readHandBackTo({ private_metadata, state: { values } })).toEqual({
      slug: 'bedroom',
      to: 'team-sleep',
      hard: false,
      fundedUntil: '2027-03-31',
      plannedAt: '2026-09-15T08:00:00.000Z',
      words: 'A new range of beds',
    });
  });
  test('to another team say what speaks against it, and only then ask to override', () => {
    const form = (support: number) => {
      const findings = [{ guardrail: 'G9', verdict: support > 50 ? 'blocks' : 'passes', figure: support, limit: 50 } as const];
      return handBackToModal(maintained(), { to: teamSlug('team-sleep'), planned: '2026-09-15T08:00:00.000Z', findings });
    };
    expect(JSON.stringify(form(52).blocks)).toContain('support is 52 % of its capacity');
    expect([form(52).submit?.text, form(20).submit?.text]).toEqual(['Ask to override', 'Ask for it']);
    expect([form(52), form(20)].map(({ private_metadata = '' }) => JSON.parse(private_metadata).hard)).toEqual([true, false]);
  });
  test('AC10: where the team does not stand, whoever has it is suggested first', () => {
    const other = { team: teamSlug('team-bath'), name: 'Bath', sameDomain: true, services: 1, people: 5 };
    const { text } = notStanding(maintained(), 'team-bedroom', [other]);
    expect(text).toMatch(
      /team-bedroom is not a team that stands.*Nothing has changed.*home-mpt has it now.*`\/service handback bedroom`.*`\/service handback bedroom to team-bath`/,
    );
  });
});

describe('The maintenance log', () => {
  const lifecycle = (version: number, to: LifecycleAssertion['to'], effectiveFrom: string): LifecycleAssertion => ({
    version,
    to,
    effectiveFrom,
    recordedAt: effectiveFrom,
  });
  const days = (many: number) => plus(march, many * 1440);
  const known = (...more: Parameters<typeof given>) => given(...more);
  const incident = (day: number, fix?: 'workaround' | 'permanent', more: Parameters<typeof declared>[0] = {}): Incident =>
    known(
      declared({ at: days(day), severity: 'sev2', ...more }),
      ...(fix ? [happened('IncidentResolved', { at: days(day), fix, howId: 'secret' })] : []),
    );
  const logged = (incidents: Incident[], more: Partial<Logged> = {}): Logged => ({
    lifecycles: [lifecycle(1, 'active', '2025-01-01T00:00:00.000Z'), lifecycle(2, 'maintenance_mode', march)],
    targets: [{ version: 1, targets: { availability: 99 }, effectiveFrom: days(40), recordedAt: days(40) }],
    assertions: [owned(3, 'team-bedroom', '2025-01-01T00:00:00.000Z'), kept],
    // Stored by when they were declared.
    years: [incidents.map((_, index) => ({ incident: `INC-${index + 1}` as IncidentId }))],
    incidents: incidents.toReversed(),
    ...{ listed: [], open: [], outOf: [] },
    ...more,
  });

  test('counts what happened since it entered maintenance mode, and tells it in order', () => {
    const log = maintenanceLog(
      logged([incident(-1, 'permanent'), incident(10, 'workaround'), incident(20, 'permanent'), incident(30)]),
      september,
    );
    expect(log).toMatchObject({ since: march, incidents: 3, workarounds: 1, lifecycles: 1, targets: 1, owners: 1 });
    expect(log?.lines).toEqual([
      'Upgrades: no records yet',
      'Security patches: no records yet',
      'Incidents: 3, of which 1 ended with a workaround',
      '  2026-04-09 INC-2: sev2, a workaround',
      '  2026-04-19 INC-3: sev2, mended for good',
      '  2026-04-29 INC-4: sev2, not over yet',
      'Open improvements: 0',
      '2026-03-30 state: maintenance_mode',
      '2026-05-09 target: 99',
      '2026-03-30 owner: home-mpt, ybiyri',
    ]);
  });
  test('counts open improvements with their dates, and names none that came out of what is private', () => {
    const listed = [1, 2, 3, 4].map((n) => ({ improvement: `IMP-${n}` as ImprovementId }));
    const open = [
      proposed(),
      chosen({ dueOn: '2026-09-30' }),
      proposed({ incidents: ['INC-7' as IncidentId] }),
      improving(proposal(), acceptance(), completion()),
    ];
    const outOf = [known(declared()), known(declared({ private: true }))];
    const log = maintenanceLog(logged([], { listed, open, outOf }), september);
    expect(log?.lines).toContain('Open improvements: 3; 1 of them private');
    expect(log?.lines).toEqual(expect.arrayContaining(['  IMP-1: proposed', '  IMP-2: due 2026-09-30']));
    expect(log?.lines.join()).not.toContain('IMP-3');
  });
  test('names no private incident, and counts neither drills nor false alarms', () => {
    const log = maintenanceLog(
      logged([incident(1, 'workaround', { private: true }), incident(2, 'permanent', { drill: true })]),
      september,
    );
    expect(log).toMatchObject({ incidents: 1, workarounds: 1 });
    expect(log?.lines.join('\n')).toContain('1 of them private');
    expect(log?.lines.join('\n')).not.toContain('INC-');
  });
  test('is nothing where there was always money, and begins with the last time that it ended', () => {
    expect(maintenanceLog(logged([], { lifecycles: [lifecycle(1, 'active', march)] }), september)).toBeUndefined();
    expect(JSON.stringify(logSaid(maintained(), undefined))).toContain('never been in maintenance mode');
    const twice = [lifecycle(1, 'maintenance_mode', march), lifecycle(2, 'active', days(10)), lifecycle(3, 'maintenance_mode', days(20))];
    expect(enteredAt(twice)).toBe(days(20));
  });
  test('is exported once, by the transfer that hands it back and by no other', () => {
    const transfer = (more: object) =>
      ({ state: 'requested', kind: 'handback', service: 'bedroom', requestedBy: priya, ...more }) as OpenTransfer;
    const exported = (one: Transfer) => exportLog.decide(one, logged([incident(10, 'workaround')]), { at: september }, standing);
    expect(exported(transfer({}))).toMatchObject({
      events: [{ type: 'MaintenanceLogExported', since: march, incidents: 1, workarounds: 1, logId: 'maintenance-log' }],
      texts: [{ id: 'maintenance-log', by: priya, body: expect.stringContaining('INC-1') }],
    });
    expect(JSON.stringify((exported(transfer({})) as { events: unknown[] }).events)).not.toContain('INC-1');
    expect(exported(transfer({ log: { at: september, since: march, logId: 'maintenance-log' } }))).toEqual([]);
    expect(exported(transfer({ kind: 'between_teams' }))).toEqual([]);
    expect(exported(transfer({ state: 'cancelled' }) as unknown as Transfer)).toEqual([]);
  });
});
