import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Home, viewHome } from '#domain/home/home';
import { everything, type Filter, noteOpened } from '#domain/home/opened';
import { improvements } from '#domain/improvement/improvement';
import type { IncidentEvent } from '#domain/incident/events';
import { type IncidentId, incidents } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import { improvementId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Json } from '#domain/records';
import { homeView, read } from '#features/show-home/home';
import { publishHome } from '#features/show-home/publish';
import { checkView } from '#sandbox/slack/block-kit/check';
import {
  acknowledged,
  asha,
  ben,
  bot,
  channelOpened,
  deactivated,
  declared,
  escalated,
  given,
  guest,
  happened,
  harrowHome,
  hasPerson,
  lena,
  marek,
  plus,
  priya,
  routed,
  type Stage,
  slug,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';
import { acceptance, proposal } from '#test/improving';

let stage: Stage;
beforeEach(async () => {
  stage = await harrowHome(plus(tuesday, 2));
});

/** An incident as the record has it, without each of the acts that led there. */
async function open(number: number, events: IncidentEvent[], title = `Title ${number}`): Promise<IncidentId> {
  const id: IncidentId = `INC-${number}`;
  const state = given(...events);
  await stage.records.append({
    heads: [
      {
        id,
        expected: 0,
        state: state as Json,
        words: { title },
        events: events.map((event, index) => ({
          id,
          version: index + 1,
          type: event.type,
          at: event.at,
          recordedAt: event.at,
          body: event as unknown as Json,
        })),
        texts: [],
        listed: incidents.listed?.(state),
        boarded: incidents.boarded?.(state),
      },
    ],
    puts: [],
    holds: [],
    claims: [],
  });
  return id;
}

const severities: Severity[] = ['sev1', 'sev2', 'sev3', 'sev4'];
/** Every tenth is private, every other one Asha is in. */
async function thousand() {
  for (let number = 1; number <= 1000; number++) {
    const severity = severities[number % 4] ?? 'sev4';
    const by = number % 2 === 0 ? asha : tom;
    const service = slug(number % 3 === 0 ? 'bedroom' : `service-${number % 200}`);
    const told = declared({ severity, by, reportedBy: by, service, private: number % 10 === 0, at: plus(tuesday, -number) });
    await open(number, [told, ...(number % 3 === 0 ? [routed({ swarm: [by], ladder: [] })] : [])], 'x'.repeat(150));
  }
}

async function homeOf(viewer: PersonId, filter: Partial<Filter> = {}): Promise<Home> {
  const home = await viewHome(stage, viewer, { ...everything, ...filter });
  if (home === undefined) throw new Error('There is no Home');
  return home;
}
/** As Slack would take it, and as one reads it. */
function shown(home: Home) {
  const view = homeView(home);
  checkView(JSON.parse(JSON.stringify(view)), 'home');
  expect(view.blocks.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
  return JSON.stringify(view);
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('nothing open', () => {
  test('says so, and when one is on call', async () => {
    const home = await homeOf(asha);
    expect(shown(home)).toMatch(/You are \*on call\* for Team Bedroom until .*nobody waits for you.*Nothing is open\. Good/);
    expect(home.duties).toEqual([{ team: 'Team Bedroom', role: 'superhero', until: '2026-03-16T09:00:00.000Z' }]);
    expect((await homeOf(ben)).duties).toMatchObject([{ role: 'side_kick' }]);
    expect(shown(await homeOf(tom))).toContain('You are not on call.');
  });
});

describe('one open', () => {
  test('is with whoever is asked, with the button that answers, and among the services of their team', async () => {
    await open(1, [declared(), routed(), channelOpened(), escalated({ rung: 0, role: 'on_call', people: [asha] })], 'Beds & <pillows>');
    const home = await homeOf(asha);
    expect(home.asked).toMatchObject([{ id: 'INC-1', why: 'page', title: 'Beds & <pillows>' }]);
    expect(home.mine).toEqual([]);
    expect(home.services).toEqual([{ name: 'Bedroom', open: [expect.objectContaining({ id: 'INC-1' })] }]);
    expect(shown(home)).toContain('acknowledge-incident');
    const others = await homeOf(priya);
    expect([others.asked, others.mine, others.services, ids(others.all)]).toEqual([[], [], [], ['INC-1']]);
  });

  test('asks whoever leads for the update that is due, and nobody before that', async () => {
    const events = [declared(), routed(), acknowledged(), happened('IncidentRoleAssigned', { role: 'commander', person: lena })];
    await open(1, events);
    expect((await homeOf(lena)).asked).toEqual([]);
    stage.setTime(plus(tuesday, 25));
    expect((await homeOf(lena)).asked).toMatchObject([{ id: 'INC-1', why: 'update', by: plus(tuesday, 30) }]);
    expect((await homeOf(asha)).asked).toEqual([]);
  });

  test('asks those of the team that is to take it, with the buttons that answer, until it is answered', async () => {
    const asked = happened('IncidentHandoverAsked', {
      by: tom,
      from: { team: teamSlug('team-bedroom') },
      team: teamSlug('team-home'),
      people: [lena],
      reasonId: 'why',
    });
    await open(1, [declared(), routed(), acknowledged(), asked]);
    const home = await homeOf(lena);
    expect(home.asked).toMatchObject([{ id: 'INC-1', why: 'handover' }]);
    expect(shown(home)).toMatch(/<@U0TOM> asks team-home to take it.*handover-accept.*handover-decline/);
    expect((await homeOf(ben)).asked).toEqual([]);
    const answered = happened('IncidentHandoverDeclined', { by: lena, team: teamSlug('team-home'), askedAt: tuesday });
    await open(2, [declared(), routed(), acknowledged(), asked, answered]);
    expect(ids((await homeOf(lena)).asked)).toEqual(['INC-1']);
  });

  test('is gone when it is over, even while the board does not know yet', async () => {
    await open(1, [declared(), routed()]);
    const boards = { read: stage.boards.read };
    const before = await boards.read('open');
    await stage.records.append({
      heads: [
        {
          id: 'INC-1',
          expected: 2,
          state: given(declared(), routed(), happened('IncidentResolved', { fix: 'permanent', howId: 'how' })) as Json,
          words: {},
          events: [{ id: 'INC-1', version: 3, type: 'IncidentResolved', at: tuesday, recordedAt: tuesday, body: {} }],
          texts: [],
          listed: undefined,
        },
      ],
      puts: [],
      holds: [],
      claims: [],
    });
    const late = { ...stage, boards: { ...stage.boards, read: async (board: string) => (board === 'open' ? before : boards.read(board)) } };
    expect((await viewHome(late, asha, everything))?.all).toEqual([]);
    expect((await homeOf(asha)).open).toBe(0);
  });
});

describe('a private one', () => {
  beforeEach(async () => {
    await open(1, [declared({ private: true }), routed({ swarm: [tom], ladder: [] })], 'Salaries are readable');
  });

  test('is in the Home of those who are in it, and in no number of anybody else’s', async () => {
    expect(shown(await homeOf(tom))).toContain('Salaries are readable');
    const outside = await homeOf(asha);
    expect([outside.open, outside.matching, outside.mineOf, outside.servicesOf]).toEqual([0, 0, 0, 0]);
    expect(shown(outside)).not.toMatch(/Salaries|INC-1/);
  });
});

describe('a guest', () => {
  beforeEach(async () => {
    await hasPerson(stage, priya, guest);
    await open(1, [declared(), routed()]);
    await open(2, [declared({ by: priya, reportedBy: priya, severity: 'sev3' }), routed({ swarm: [priya] })], 'Mine');
  });

  test('sees what they are in, and nothing else of the workspace', async () => {
    const home = await homeOf(priya);
    expect([home.open, ids(home.all), ids(home.mine), home.services]).toEqual([1, ['INC-2'], ['INC-2'], []]);
    expect(shown(home)).not.toMatch(/INC-1\b|on call/);
  });
});

test.each([
  ['a bot', bot],
  ['somebody who has left', deactivated],
])('%s has no Home', async (_, person) => {
  await hasPerson(stage, priya, person);
  expect(await viewHome(stage, priya, everything)).toBeUndefined();
});

describe('a thousand open', () => {
  let many: Stage;
  beforeAll(async () => {
    stage = await harrowHome(plus(tuesday, 2));
    await thousand();
    // The table in memory copies all that is in it.
    const [open, teams] = [await stage.boards.read('open'), await stage.boards.read('teams')];
    many = { ...stage, boards: { ...stage.boards, read: async (board) => (board === 'open' ? open : board === 'teams' ? teams : []) } };
  });
  beforeEach(() => {
    stage = many;
  });

  test('fits into one view, the worst of one’s own first, the newest of all first', async () => {
    const home = await homeOf(asha);
    expect(home.open).toBe(1000);
    expect(home.mine.map(({ incident }) => incident.severity)).toEqual(Array(8).fill('sev1'));
    expect(ids(home.all)).toEqual(Array.from({ length: 10 }, (_, index) => `INC-${index + 1}`));
    expect([home.pages, home.mineOf, home.servicesOf]).toEqual([100, 500, 1]);
    expect(shown(home)).toContain('page 1 of 100');
  });

  test('is read page by page to its end, each once', async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 100; page++) seen.push(...ids((await homeOf(asha, { page })).all));
    expect(new Set(seen).size).toBe(1000);
    expect((await homeOf(asha, { page: 5000 })).filter.page).toBe(100);
    expect(shown(await homeOf(asha, { page: 100 }))).not.toContain('"Older"');
  });

  test('by service, by severity and by one’s own, and all at once', async () => {
    expect((await homeOf(asha, { service: slug('bedroom') })).matching).toBe(333);
    expect((await homeOf(asha, { severity: 'sev1' })).matching).toBe(250);
    expect((await homeOf(asha, { mine: true })).matching).toBe(500);
    const all = await homeOf(asha, { service: slug('bedroom'), severity: 'sev1', mine: true });
    expect([all.matching, all.service]).toEqual([83, 'Bedroom']);
    expect(shown(all)).toContain('Show all');
  });

  test('an outsider counts and reads the public ones only, on every page', async () => {
    const home = await homeOf(lena);
    expect([home.open, home.pages]).toEqual([900, 90]);
    for (const page of [1, 45, 90]) {
      const { all } = await homeOf(lena, { page });
      expect(all.every(({ incident }) => !incident.private)).toBe(true);
    }
  });

  test('is asked of the table in as many requests as one open incident is', async () => {
    const asked: string[] = [];
    const counted = {
      ...stage,
      records: {
        ...stage.records,
        load: (...all: Parameters<Stage['records']['load']>) => {
          asked.push('keys');
          return stage.records.load(...all);
        },
      },
      boards: {
        ...stage.boards,
        read: (board: string) => {
          asked.push(board);
          return stage.boards.read(board);
        },
      },
    };
    await viewHome(counted, asha, { ...everything, page: 50 });
    expect(asked).toEqual(['keys', 'open', 'teams', 'transfers', 'postmortems', 'improvements', 'keys']);
  });
});

describe('improvements of a team', () => {
  const chosen = async (number: number) => {
    for (const event of [proposal({ incidents: [] }), acceptance({ dueOn: '2026-03-25' })])
      await perform(stage, improvements, improvementId(number), { facts: () => ({}), decide: () => [event] }, {});
  };
  test('stand with its lead as a plan of the quarter, and with nobody else', async () => {
    expect(shown(await homeOf(marek))).not.toContain('Q1 2026');
    await chosen(1);
    await chosen(2);
    expect(shown(await homeOf(marek))).toContain('*Team Bedroom, Q1 2026*, until 2026-03-31: planned 2, done 0, 2 to do.');
    expect(shown(await homeOf(asha))).not.toContain('Q1 2026');
  });
  test('are read in as many requests for a hundred as for one', async () => {
    const rounds = async () => {
      let count = 0;
      const load: Stage['records']['load'] = (refs) => {
        count += 1;
        return stage.records.load(refs);
      };
      await viewHome({ ...stage, records: { ...stage.records, load } }, marek, everything);
      return count;
    };
    await chosen(1);
    const one = await rounds();
    for (let number = 2; number <= 100; number++) await chosen(number);
    expect(await rounds()).toBe(one);
    expect(one).toBeLessThanOrEqual(5);
  });
});

describe('what one chose to see', () => {
  const filter: Filter = { severity: 'sev2', service: slug('bedroom'), mine: true, page: 3 };
  test.each([
    [
      { action_id: 'home-filter:page:4', value: '4' },
      { ...filter, page: 4 },
    ],
    [
      { action_id: 'home-filter:page:2', value: 'nonsense' },
      { ...filter, page: 1 },
    ],
    [
      { action_id: 'home-filter:mine', value: 'no' },
      { ...filter, mine: false, page: 1 },
    ],
    [
      { action_id: 'home-filter:severity', chosen: 'sev1' },
      { ...filter, severity: 'sev1', page: 1 },
    ],
    [
      { action_id: 'home-filter:service', chosen: 'checkout' },
      { ...filter, service: 'checkout', page: 1 },
    ],
    [
      { action_id: 'home-filter:all', value: 'all' },
      { mine: false, page: 1 },
    ],
  ])('%o', (pressed, expected) => expect(read(pressed, filter)).toEqual(expected));
});

describe('publishing', () => {
  const opens = (filter = everything) => noteOpened(stage, asha, () => filter);

  test('is only for those who opened it in the last day', async () => {
    let shows = 0;
    const show = async () => void shows++;
    await publishHome(stage, asha, show);
    await opens();
    stage.setTime(plus(stage.now(), 24 * 60 - 1));
    await publishHome(stage, asha, show);
    stage.setTime(plus(stage.now(), 1));
    await publishHome(stage, asha, show);
    expect(shows).toBe(1);
  });

  test('what was chosen while it was shown is shown after it', async () => {
    await opens();
    const filters: Filter[] = [];
    await publishHome(stage, asha, async ({ filter }) => {
      filters.push(filter);
      if (filters.length === 1) await opens({ ...everything, mine: true });
    });
    expect(filters.map(({ mine }) => mine)).toEqual([false, true]);
  });
});
