import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Fault, readFaults, withFault } from '../../scripts/plant/fault.ts';

const faults = readFaults();
const read = (file: string) => readFileSync(file, 'utf8');
const aFault = (find: string): Fault => ({
  name: 'example',
  bug: 'A bug.',
  harms: 'Somebody.',
  edits: [{ file: 'a.ts', find, replace: 'b' }],
  caughtBy: { file: 'test/unit/planted.test.ts', test: 'any' },
});

describe('the planted faults', () => {
  test('are more than two dozen, each of another kind', () => {
    expect(faults.length).toBeGreaterThan(24);
    expect(new Set(faults.map(({ bug }) => bug)).size).toBe(faults.length);
  });

  test.each(faults)('$name still applies to the code of today', (fault) => {
    for (const [file, text] of withFault(fault, read)) expect(text).not.toBe(read(file));
  });

  test.each(faults)('$name is caught by a test that is there', ({ caughtBy }) => {
    expect(read(caughtBy.file)).toContain(caughtBy.test);
  });

  test.each(['nothing like it', 'words and words'])('a fault whose words do not stand there once fails, and says where: %s', (text) => {
    expect(() => withFault(aFault('words'), () => text)).toThrow(/test\/planted\/example\.yaml does not apply: a\.ts/);
  });
});
