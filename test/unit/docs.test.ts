import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as keys from '#domain/keys';

const root = join(import.meta.dirname, '..', '..');
/** However wide a table's columns are. */
const read = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll(/(?<=\S) +(?=\|)/g, ' ');
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).sort();
const readme = read('README.md');

describe('the documents', () => {
  test('name both commands in exactly these words', () => {
    expect(readme.split('\n')).toEqual(expect.arrayContaining(['    npm ci && npm start', '    npm ci && npm test']));
  });

  test('have a line for every npm script, and for no other', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const inTable = [...readme.matchAll(/^\| `npm (?:run )?([\w:]+)` \|/gm)].map(([, name]) => name);
    expect(inTable.sort()).toEqual(Object.keys(scripts).sort());
  });

  test('say what each function that is called again needs, and which secrets outlive the stack', () => {
    const [, needed = ''] = /^You need (`sqs:[\s\S]*?)\n\n/m.exec(read('docs/operations.md')) ?? [];
    const called = [...read('scripts/redrive.ts').matchAll(/invoke\(where\.(\w+)/g)].map(([, name]) => `\`${name}\``);
    expect(called.length).toBeGreaterThan(0);
    for (const name of called) expect(needed).toContain(name);
    const [, removing = ''] = read('docs/operations.md').split('## Removing it');
    const paths = globSync('lib/constructs/*.ts', { cwd: root }).flatMap((file) => [
      ...read(file).matchAll(/'(\/muster\/(?!operations)\w+)'/g),
    ]);
    for (const [, path = ''] of paths) expect(removing).toContain(path);
  });

  test('lead to files that are there', () => {
    const dead = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  test('show every kind of key that the table has', () => {
    const architecture = read('docs/architecture.md');
    const id = 'INC-311';
    const built = [
      keys.headKey(id),
      keys.eventKey(id, 17),
      keys.textKey(id, '<id>'),
      keys.ledgerKey(id, '<effect>'),
      keys.pinnedMessageKey(id, '<channel>', '<ts>'),
      keys.headKey(keys.serviceId('checkout')),
      keys.ownershipKey('checkout', 3),
      keys.targetKey('checkout', 2),
      keys.lifecycleKey('checkout', 2),
      keys.latestKey('checkout'),
      keys.headKey(keys.teamId('payments')),
      keys.loadKey('payments'),
      keys.improvementShareKey(keys.teamId('payments'), 12),
      keys.headKey(keys.transferId(12)),
      keys.relievedKey(keys.transferId(12)),
      keys.headKey(keys.postmortemId(311)),
      keys.artifactKey(keys.postmortemId(311), '<artifact>'),
      keys.ownFactorsKey,
      keys.answerDraftKey(keys.postmortemId(311), 'U…'),
      keys.readerKey(keys.postmortemId(311), 'U…'),
      keys.headKey(keys.improvementId(12)),
      keys.trackedKey('<tracker>', '<id>'),
      keys.headKey(keys.promptsId('U…')),
      keys.dayKey('U…', '<day>'),
      keys.headKey(keys.personId('U…')),
      keys.headKey(keys.groupId('S…')),
      keys.incidentOfChannelKey('C…'),
      keys.calloutKey('U…', '<at>', 'INC-311', 1),
      keys.lastCalloutKey('U…'),
      keys.teamOfGroupKey('S…'),
      keys.elsewhereKey('<tool>', '<id>'),
      keys.calledElsewhereKey('U…', '<tool>'),
      keys.importKey,
      keys.sightingKey(keys.personId('U…')),
      keys.homeKey('U…'),
      keys.draftKey('U…'),
      keys.headKey(keys.organisationId),
      keys.nameKey('<normalised>'),
      keys.claimKey('<delivery>'),
      keys.counterKey('incident'),
      keys.lineKey('<limit>'),
      keys.factKey(id),
      keys.directoryKey(0),
      keys.directoryKey(keys.directoryShards - 1),
    ];
    for (const { pk, sk } of built) {
      expect(architecture).toContain(`\`${pk}\``);
      expect(architecture).toContain(`\`${sk}\``);
    }
    const [at, monday] = ['2026-03-09T08:00:00.000Z', keys.timelineKey(id, '2026-03-09T08:00:00Z', 17)];
    const shownAs = (sk: string) => sk.replace(at, '<time>').replace(id, '<incident>').replace('000017', '<version>');
    expect(architecture).toContain(`\`${shownAs(monday.sk)}\``);
    expect(architecture).toContain(`\`${shownAs(keys.incidentOfServiceKey('checkout', at, id, 17).sk)}\``);
    expect(keys.incidentOfServiceKey('checkout', at, id, 17).sk).toContain(keys.incidentsOfServiceKey('checkout', '2026-03').sk);
    expect(architecture).toContain(`\`${shownAs(keys.incidentOfTeamKey('payments', at, id, 17).sk)}\``);
    expect(keys.incidentOfTeamKey('payments', at, id, 17).sk).toContain(keys.incidentsOfTeamKey('payments', '2026-03').sk);
    const factors = keys.factorsOfServiceKey('checkout', at, 'PM-311', 17).sk;
    expect(architecture).toContain(`\`${shownAs(factors).replace('PM-311', '<postmortem>')}\``);
    expect(factors).toContain(keys.factorsSinceKey('checkout', '2026-03').sk);
    const proposed = keys.improvementOfServiceKey('checkout', at, 'IMP-12').sk;
    expect(architecture).toContain(`\`${shownAs(proposed).replace('IMP-12', '<improvement>')}\``);
    expect(proposed).toContain(keys.improvementsOfServiceKey('checkout').sk);
    const planned = keys.plannedOfTeamKey('payments', '2026-03-09', 'IMP-12', 17);
    expect(architecture).toContain(`\`${shownAs(planned.sk).replace('2026-03-09', '<day>').replace('IMP-12', '<improvement>')}\``);
    expect(planned.sk).toContain(keys.plannedOfTeamSinceKey('payments', '2026').sk);
    const over = [keys.overOfTeamKey('payments', at, 'IMP-12', 17), keys.overOfPersonKey('U…', at, 'IMP-12', 17)];
    const since = [keys.overOfTeamSinceKey('payments', '2026'), keys.overOfPersonSinceKey('U…', '2026')];
    for (const [index, { pk, sk }] of over.entries()) {
      expect(architecture).toContain(`\`${shownAs(sk).replace('IMP-12', '<improvement>')}\``);
      expect([pk, sk.startsWith(since[index]?.sk ?? 'nothing')]).toEqual([since[index]?.pk, true]);
    }
    expect(keys.calloutKey('U…', at, id, 1).sk).toContain(keys.calloutsKey('U…').sk);
    const builders = Object.keys(keys).filter((name) => name.endsWith('Key'));
    const shown = [
      'headKey',
      'eventKey',
      'textKey',
      'ledgerKey',
      'ownershipKey',
      'targetKey',
      'lifecycleKey',
      'loadKey',
      'improvementShareKey',
      'latestKey',
      'incidentOfChannelKey',
      'sightingKey',
      'homeKey',
      'nameKey',
      'claimKey',
      'pinnedMessageKey',
      'calloutKey',
      'lastCalloutKey',
      'teamOfGroupKey',
      'elsewhereKey',
      'timelineKey',
      'incidentOfServiceKey',
      'incidentOfTeamKey',
      'relievedKey',
      'draftKey',
      'importKey',
      'calledElsewhereKey',
      'dayKey',
      'artifactKey',
      'ownFactorsKey',
      'answerDraftKey',
      'readerKey',
      'factorsOfServiceKey',
      'improvementOfServiceKey',
      'trackedKey',
      'plannedOfTeamKey',
      'overOfTeamKey',
      'overOfPersonKey',
    ];
    const ranges = [
      'improvementsOfServiceKey',
      'plannedOfTeamSinceKey',
      'overOfTeamSinceKey',
      'overOfPersonSinceKey',
      'factorsSinceKey',
      'incidentsOfServiceKey',
      'incidentsOfTeamKey',
      'calloutsKey',
    ];
    expect(builders.sort()).toEqual([...shown, ...ranges, 'counterKey', 'lineKey', 'factKey', 'directoryKey'].sort());
  });

  test('show every index', () => {
    const indexes = [...read('lib/constructs/record-table.ts').matchAll(/^ {2}(\w+): \{ partition:/gm)].map(([, name]) => name);
    expect(indexes.length).toBeGreaterThan(0);
    for (const name of indexes) expect(read('docs/architecture.md')).toContain(`| \`${name}\` | `);
  });

  test('keep a decision to one page, and have it in the index', () => {
    const index = read('docs/decisions/README.md');
    for (const page of pages.filter((path) => path.startsWith('docs/decisions/') && !path.endsWith('README.md'))) {
      const text = read(page);
      expect(text.split('\n').length, page).toBeLessThanOrEqual(40);
      for (const part of ['# ', '## Context', '## Decision', '## Consequences']) expect(text, page).toContain(`${part}`);
      expect(index).toContain(page.replace('docs/decisions/', ''));
    }
  });
});
