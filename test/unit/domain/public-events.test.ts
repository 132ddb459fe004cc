import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { IncidentEvent } from '#domain/incident/events';
import { groupId, organisationId, personId, serviceId, teamId } from '#domain/keys';
import { isPerson } from '#domain/person/author';
import type { Log } from '#domain/ports';
import { Envelope } from '#domain/public/envelope';
import { IncidentFacts, incidentFacts } from '#domain/public/incident-facts';
import { type PublicType, publicEvents } from '#domain/public/schemas';
import { toPublic } from '#domain/public/to-public';
import type { EventRecord, Json } from '#domain/records';
import { ServiceEvent } from '#domain/service/service';
import { TeamEvent } from '#domain/team/team';
import {
  acknowledged,
  aRota,
  aService,
  aStage,
  asha,
  aTeam,
  ben,
  channelOpened,
  channelRefused,
  declared,
  dev,
  escalated,
  happened,
  inc311,
  longAgo,
  marek,
  owned,
  paged,
  pageRefused,
  plus,
  reported,
  routed,
  serviceChanged,
  slug,
  teamSlug,
  tom,
  toTheEnd,
  tuesday,
  unacknowledged,
  unrouted,
  window,
} from '#test/builders';
import { fc } from '#test/properties';

const course: IncidentEvent[] = [
  declared({
    detectedBy: 'customer',
    service: null,
    saidId: 'said',
    symptomsId: 'symptoms',
    origin: { channel: 'C1', link: 'https://x.slack.com/archives/C1/p1' },
  }),
  routed({
    owner: null,
    ladder: [{ role: 'lead', people: [marek] }],
    leftOut: [{ person: dev, reason: 'guest' }],
    group: 'S1',
    uncoveredSince: longAgo,
  }),
  escalated({ rung: 0, role: 'lead', people: [marek], at: plus(tuesday, 1), because: 'nobody_on_call' }),
  channelOpened(),
  paged({ person: marek }),
  pageRefused({ person: marek }),
  reported({ detectedBy: 'monitoring', symptomsId: 'x' }),
  unrouted({ reason: 'nobody_reached' }),
  serviceChanged(),
  routed(),
  acknowledged({ at: plus(tuesday, 7) }),
  unacknowledged(),
  acknowledged({ at: plus(tuesday, 30), by: ben }),
  channelRefused(),
  ...toTheEnd(),
  happened('IncidentCancelled', { at: plus(tuesday, 95), reasonId: 'why' }),
];

const recordsOf = (events: IncidentEvent[]): EventRecord[] =>
  events.map((event, index) => ({
    id: inc311,
    version: index + 1,
    type: event.type,
    at: event.at,
    recordedAt: plus(event.at, 1),
    body: event as unknown as Json,
  }));
const logOf = (records: EventRecord[]): Log => ({
  events: async (_, after) => records.filter(({ version }) => version > after),
  // What somebody wrote is there for whoever asks for it.
  texts: async (_, texts) => Object.fromEntries(texts.map((text) => [text, { by: tom, body: `written: ${text}` }])),
});
async function published(events: IncidentEvent[]) {
  const records = recordsOf(events);
  return Promise.all(records.map(async (record) => (await toPublic(logOf(records), record)) ?? { detailType: '', at: '', detail: {} }));
}
const one = async (id: EventRecord['id'], body: { type: string; at: string }) =>
  toPublic(aStage().log, { id, version: 3, type: body.type, at: body.at, recordedAt: body.at, body: body as unknown as Json });

const strictly = (type: string) => {
  const schema = publicEvents[type as PublicType];
  return z.strictObject(schema.shape);
};

describe('The public form of an incident’s event', () => {
  test('is there for every type of event, in the course of one incident', () => {
    const types = IncidentEvent.unwrap().options.map(({ shape }) => shape.type.value);
    expect(new Set(course.map(({ type }) => type))).toEqual(new Set(types));
    for (const type of types) expect(Object.keys(publicEvents)).toContain(type);
  });

  test('is what its schema says and nothing else, in an envelope that says which, when and who', async () => {
    for (const [index, { detailType, at, detail }] of (await published(course)).entries()) {
      const event = course[index];
      const { data, ...envelope } = detail;
      expect({ detailType, at }).toEqual({ detailType: event?.type, at: event?.at });
      expect(strictly(detailType).parse(data), detailType).toEqual(data);
      expect(z.strictObject(Envelope.shape).parse(envelope)).toEqual(envelope);
      expect(envelope).toMatchObject({
        event_id: `INC-311/${index + 1}`,
        occurred_at: event?.at,
        recorded_at: plus(event?.at ?? '', 1),
        correlation_id: inc311,
      });
      // A monitor is an author and no person: on the bus the actor is the system.
      const person = event && 'by' in event && event.by && isPerson(event.by) ? event.by : undefined;
      expect(envelope.actor).toEqual(person ? { type: 'user', user_id: person } : { type: 'system' });
    }
  });

  test('carries the complete facts as of its own version, whatever the log holds by then', async () => {
    for (const [index, { detail }] of (await published(course)).entries()) {
      expect((detail.data as { facts: unknown }).facts).toEqual(incidentFacts(inc311, course.slice(0, index + 1)));
    }
  });

  test('names the service once it is known, and says private only when it is', async () => {
    const all = await published(course);
    expect(all.map(({ detail }) => detail.service_id)).toEqual([...Array(8).fill(undefined), ...Array(course.length - 8).fill('bedroom')]);
    const hidden = course.findIndex(({ type }) => type === 'IncidentMadePrivate');
    expect(all.map(({ detail }) => 'private' in detail)).toEqual(all.map((_, index) => index >= hidden));
    for (const { detail } of await published([declared({ private: true }), routed(), acknowledged()])) expect(detail.private).toBe(true);
  });

  test('of a log that does not begin with a declaration is an error and no event', async () => {
    await expect(published([routed()])).rejects.toThrow('INC-311/1 comes before the declaration');
  });

  test('for any words: nothing of a private incident’s leaves, nor of any other’s', async () => {
    const word = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }).map((text) => `¶${text}`);
    await fc.assert(
      fc.asyncProperty(word, fc.boolean(), async (words, hidden) => {
        const events = [
          declared({
            private: hidden,
            titleId: words,
            saidId: words,
            symptomsId: words,
            origin: { channel: words, link: `https://x.slack.com/${encodeURIComponent(words)}` },
          }),
          channelOpened({ private: hidden }),
          reported({
            textId: words,
            symptomsId: words,
            origin: { channel: words, link: `https://x.slack.com/${encodeURIComponent(words)}` },
          }),
          routed({ group: words }),
        ];
        const said = JSON.stringify(await published(events));
        expect(said).not.toContain('¶');
        expect(said).not.toContain(encodeURIComponent('¶'));
      }),
      { numRuns: 50 },
    );
  });
});

describe('The public form of what the catalogue says', () => {
  const {
    state: _,
    assertions: __,
    lifecycles: ______,
    targetings: _______,
    ...service
  } = aService({ runbook: 'https://wiki.example.com/secret', aliases: ['secret'] });
  const { state: ___, rota: ____, ...team } = aTeam({ region: 'emea', channel: 'secret' });
  const { recordedAt: _____, ...assertion } = owned(2, 'home-mpt', tuesday, { supersedes: 1 });
  const allTargets = { availability: 99.5, timeToRestoreMinutes: 60, deploymentIntervalDays: 7, leadTimeDays: 3 };
  const ended = { from: 'active', to: 'maintenance_mode', effectiveFrom: tuesday, fundingEndedOn: '2026-03-31' } as const;
  const week = { begins: tuesday, ends: plus(tuesday, 60) };
  const mine = { at: tuesday, by: asha };
  const nobody = { superhero: null, sideKick: null };
  const rests = { owns: [slug('bedroom')], supports: [], takesBack: [], incoming: [], serves: [] };
  const gap = { gap: { from: tuesday, to: null }, services: [slug('bedroom')], level: 'team', told: 'lead', people: [marek] } as const;
  const swap = { id: 'secret', with: ben, role: 'superhero', give: { from: tuesday, to: plus(tuesday, 60) } } as const;
  const privateToTeam: TeamEvent[] = [
    { type: 'LeaveTaken', ...mine, person: ben, from: tuesday, to: plus(tuesday, 60) },
    { type: 'LeaveEnded', ...mine, person: ben },
    { type: 'RotaOverridden', ...mine, person: ben, role: 'superhero', from: tuesday, to: plus(tuesday, 60) },
    { type: 'SwapAsked', ...mine, ...swap },
    { type: 'SwapAccepted', ...mine, swap: 'secret' },
    { type: 'SwapDeclined', ...mine, swap: 'secret' },
    { type: 'SwapLapsed', at: tuesday, swap: 'secret' },
    { type: 'HandoverNoted', ...mine, week: tuesday, noteId: 'secret' },
    { type: 'TeamPolicySet', ...mine, policyId: 'secret' },
    { type: 'SupportShareStated', ...mine, percent: 20, weeks: 4 },
    { type: 'ImprovementShareSet', ...mine, percent: 20 },
    { type: 'TeamWindingDown', at: tuesday, because: 'nobody_in_it' },
    { type: 'TeamStaffed', at: tuesday },
  ];
  const internal: ServiceEvent[] = [
    { type: 'ServicePending', at: tuesday, pending: null },
    { type: 'ServiceFoundAgain', at: tuesday },
    { type: 'ServiceFundingAsked', at: tuesday, until: '2026-03-31' },
  ];
  const told: [EventRecord['id'], ServiceEvent | TeamEvent][] = [
    [serviceId('bedroom'), { type: 'ServiceRegistered', at: tuesday, ...service }],
    [serviceId('bedroom'), { type: 'ServiceChanged', at: tuesday, ...service, availabilityTarget: undefined as never }],
    [serviceId('bedroom'), { type: 'OwnershipAsserted', at: tuesday, ...assertion }],
    [
      serviceId('bedroom'),
      { type: 'ServiceTargetsChanged', at: tuesday, version: 1, effectiveFrom: tuesday, reasonId: 'secret', targets: allTargets },
    ],
    [serviceId('bedroom'), { type: 'ServiceLifecycleChanged', at: tuesday, version: 1, ...ended, reasonId: 'secret' }],
    [
      serviceId('bedroom'),
      { type: 'OwnershipCorrected', at: tuesday, by: asha, version: 2, supersedes: 1, from: tuesday, until: tuesday, reasonId: 'secret' },
    ],
    [serviceId('bedroom'), { type: 'SupportModelChanged', at: tuesday, from: 'ybiyri', to: 'sre_run_it', transfer: 'XFER-1' }],
    [
      serviceId('bedroom'),
      { type: 'ServiceOrphaned', at: tuesday, team: teamSlug('team-bedroom'), because: 'nobody_in_it', standIns: [teamSlug('x')] },
    ],
    [
      serviceId('bedroom'),
      {
        type: 'ServiceHandedBack',
        at: tuesday,
        by: asha,
        team: teamSlug('team-bedroom'),
        fundedUntil: '2027-03-31',
        budgetHolder: asha,
        featurePercent: 60,
        wordsId: 'secret',
      },
    ],
    [teamId('sleep'), { type: 'TeamCreated', at: tuesday, ...team }],
    [teamId('sleep'), { type: 'TeamChanged', at: tuesday, ...team }],
    [teamId('sleep'), { type: 'TeamRotaSet', at: tuesday, rota: aRota([asha, ben]) }],
    [teamId('sleep'), { type: 'TeamRotaSet', at: tuesday, rota: null }],
    [teamId('sleep'), { type: 'OnCallRotated', at: tuesday, ...week, before: nobody, now: { superhero: asha, sideKick: ben } }],
    [teamId('sleep'), { type: 'OnCallGapDetected', at: tuesday, ...gap, services: [slug('bedroom')], people: [marek] }],
    [teamId('sleep'), { type: 'TeamDisbandRefused', ...mine, ...rests }],
    [teamId('sleep'), { type: 'TeamDisbanded', ...mine, successor: teamSlug('home-mpt') }],
  ];

  test('is there for every type of event', () => {
    const types = [...ServiceEvent.unwrap().options, ...TeamEvent.unwrap().options].map(({ shape }) => shape.type.value);
    const tried = [...told.map(([, event]) => event), ...internal, ...privateToTeam].map(({ type }) => type);
    expect(new Set(tried)).toEqual(new Set(types));
  });

  test.each(internal)('$type is not there: what it tells of has events of its own', async (event) => {
    expect(await one(serviceId('bedroom'), event)).toBeUndefined();
  });

  test.each(privateToTeam)('$type is not there: it is the team’s own affair', async (event) => {
    expect(await one(teamId('sleep'), event)).toBeUndefined();
  });

  test.each(told)('%s', async (id, event) => {
    const { detailType, detail } = (await one(id, event)) ?? { detailType: '', detail: { data: undefined } };
    expect(strictly(detailType).parse(detail.data)).toEqual(detail.data);
    expect(detail).toMatchObject({ event_id: `${id}/3`, aggregate: { id, version: 3 } });
    const by = 'by' in event && event.by ? { type: 'user', user_id: event.by } : { type: 'system' };
    expect(detail).toMatchObject({ actor: by });
    expect(JSON.stringify(detail)).not.toMatch(/secret|Bedroom|Team Bedroom/);
  });

  test('names the service of a service’s event', async () => {
    expect((await one(serviceId('bedroom'), told[2]?.[1] ?? declared()))?.detail).toMatchObject({
      service_id: 'bedroom',
      data: { ownership_version: 2, owner_team_id: 'home-mpt', effective_from: tuesday, supersedes_version: 1 },
    });
  });

  test('is not there for people, groups, channels and settings: they are nobody else’s business', async () => {
    for (const id of [personId('U1'), groupId('S1'), 'CHANNEL-C1', organisationId] as const)
      expect(await one(id, { type: 'Observed', at: tuesday })).toBeUndefined();
  });
});

describe('The facts of an incident', () => {
  test('tell the whole course', () => {
    const facts = incidentFacts(inc311, course);
    expect(facts).toEqual({
      incident_id: inc311,
      declared_at: tuesday,
      severity_declared: 'sev1',
      service_id: slug('bedroom'),
      private: true,
      drill: false,
      declared_afterwards: false,
      detected_by: 'customer',
      related_to: null,
      duplicate_of: null,
      duplicates: [{ incident_id: 'INC-8', declared_at: tuesday }],
      first_declared_at: tuesday,
      reports: 2,
      owner: expect.anything(),
      owner_as_of: tuesday,
      restated: true,
      routed_at: tuesday,
      asked: [
        { role: 'lead', at: plus(tuesday, 1), people: [marek] },
        { role: 'on_call', at: tuesday, people: [asha] },
        { role: 'on_call', at: plus(tuesday, 92), people: [asha] },
      ],
      pages_delivered: 2,
      pages_refused: 1,
      unrouted: true,
      acknowledged_at: plus(tuesday, 7),
      acknowledged_by: asha,
      time_to_acknowledge_s: 420,
      unacknowledged_count: 1,
      severity_current: 'sev3',
      severity_peak: 'sev1',
      updates: 1,
      updates_overdue: 1,
      impact: [window(plus(tuesday, -11), plus(tuesday, 36))],
      mitigated_at: null,
      resolved_at: plus(tuesday, 80),
      resolutions: [plus(tuesday, 40), plus(tuesday, 80)],
      fix_kind: 'permanent',
      reopened_at: [plus(tuesday, 60)],
      reopen_count: 1,
      closed_at: plus(tuesday, 90),
      cancelled_at: plus(tuesday, 95),
      handoffs: [
        {
          from: { team_id: 'ops-bridge', level: 1 },
          to: { team_id: 'team-bedroom', level: 2 },
          because: 'escalated',
          at: plus(tuesday, 92),
          waited_s: 0,
        },
      ],
      handoff_count: 1,
      reassignment_count: 0,
      time_in_handoffs_s: 0,
      callouts: [
        {
          person: asha,
          as: 'on_call',
          compensation: 'callout_pay',
          rest_broken: false,
          from: plus(tuesday, 92),
          to: plus(tuesday, 92),
          minutes: 0,
        },
      ],
    });
    expect(Object.values(facts?.owner ?? {})).toEqual(expect.arrayContaining(['home-mpt', 'delivery_team', 1, 'ybiyri', 'none', 'active']));
    expect(z.strictObject(IncidentFacts.shape).parse(facts)).toEqual(facts);
  });

  test('keep the first acknowledgement, whoever has it later', () => {
    expect(incidentFacts(inc311, course)?.acknowledged_by).toBe(asha);
  });

  describe('count whom it cost something', () => {
    const onCall = { role: 'on_call' as const, people: [asha] };
    const called = (minutes: number, more: object = {}) =>
      happened('CalloutRecorded', {
        at: plus(tuesday, minutes),
        person: asha,
        as: 'on_call',
        compensation: 'callout_pay',
        generation: 1,
        ...more,
      });
    const handedOff = happened('IncidentHandedOff', {
      at: plus(tuesday, 5),
      because: 'escalated',
      from: { team: teamSlug('ops-bridge'), level: 1 },
      to: { team: teamSlug('team-bedroom'), level: 2 },
      askedAt: plus(tuesday, 5),
      ladder: [{ ...onCall, people: [ben] }, onCall],
      managers: [],
    });
    const calloutsOf = (...events: IncidentEvent[]) =>
      incidentFacts(inc311, [declared(), routed(), ...events])?.callouts.map(({ from, to, minutes }) => ({ from, to, minutes }));

    test('asked on a working day, once that has begun and not before', () => {
      const waits = routed({ ladder: [onCall], waitsUntil: plus(tuesday, 600) });
      expect(incidentFacts(inc311, [declared(), waits])?.asked).toEqual([]);
      const begun = escalated({ ...onCall, rung: 0, at: plus(tuesday, 600), because: 'working_day' });
      expect(incidentFacts(inc311, [declared(), waits, begun])?.asked).toEqual([{ ...onCall, at: plus(tuesday, 600) }]);
    });
    test('asked since it was passed on: the first of those to whom it went', () => {
      const asked = incidentFacts(inc311, [declared(), routed(), handedOff])?.asked;
      expect(asked).toEqual([
        { ...onCall, at: tuesday },
        { role: 'on_call', people: [ben], at: plus(tuesday, 5) },
      ]);
      // Those who take it when they are asked to have it at once, and their ladder asks nobody.
      const taken = { ...handedOff, because: 'handover' } as IncidentEvent;
      for (const other of [taken, { ...handedOff, ladder: [] } as IncidentEvent])
        expect(incidentFacts(inc311, [declared(), routed(), other])?.asked).toHaveLength(1);
    });
    test('called out until it is the same as another, and no longer', () => {
      const duplicate = happened('IncidentMarkedDuplicate', { at: plus(tuesday, 12), of: 'INC-7' });
      expect(calloutsOf(called(2), duplicate)).toEqual([{ from: plus(tuesday, 2), to: plus(tuesday, 12), minutes: 10 }]);
      const passed = incidentFacts(inc311, [declared(), routed(), handedOff, duplicate]);
      expect([passed?.handoffs[0]?.waited_s, passed?.time_in_handoffs_s]).toEqual([420, 420]);
      const ownAgain = happened('IncidentMarkedDuplicate', { at: plus(tuesday, 20), of: null });
      expect(calloutsOf(called(2), duplicate, ownAgain, called(21))).toEqual([
        { from: plus(tuesday, 2), to: plus(tuesday, 12), minutes: 10 },
        { from: plus(tuesday, 21), to: null, minutes: null },
      ]);
      expect(calloutsOf(called(2), ownAgain)).toEqual([{ from: plus(tuesday, 2), to: null, minutes: null }]);
    });
    test('called out once, when somebody is asked again while they are needed', () => {
      const again = called(20, { generation: 2 });
      const resolved = happened('IncidentResolved', { at: plus(tuesday, 32), fix: 'permanent', howId: 'how' });
      expect(calloutsOf(called(2), again, resolved)).toEqual([{ from: plus(tuesday, 2), to: plus(tuesday, 32), minutes: 30 }]);
      expect(calloutsOf(called(2), called(3, { person: ben }))).toHaveLength(2);
      expect(calloutsOf(called(2), called(3, { as: 'helper' }))).toHaveLength(2);
    });
  });

  test('are none before the declaration', () => {
    expect(incidentFacts(inc311, [])).toBeUndefined();
    expect(incidentFacts(inc311, [routed(), acknowledged()])).toBeUndefined();
  });

  test('in whatever order and however often they arrive, the highest version is what is kept', async () => {
    const versions = course.map((_, index) => ({ version: index + 1, facts: incidentFacts(inc311, course.slice(0, index + 1)) ?? {} }));
    const arrivals = fc.shuffledSubarray([...versions, ...versions], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(arrivals, async (arriving) => {
        const { facts } = aStage();
        for (const { version, facts: one } of arriving) await facts.keep(inc311, version, one as Record<string, unknown>);
        const highest = Math.max(...arriving.map(({ version }) => version));
        expect(await facts.read(inc311)).toEqual({ version: highest, facts: JSON.parse(JSON.stringify(versions[highest - 1]?.facts)) });
      }),
      { numRuns: 60 },
    );
  });

  test('say who declared nothing: only ids, codes, times and counts', () => {
    expect(JSON.stringify(incidentFacts(inc311, [declared({ by: tom })]))).not.toContain('title');
  });
});
