import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import * as z from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ name: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** `skipped`: how many tests did not run, by file. */
export type Counted = { passed: number; broken: number; skipped: Map<string, number> };

/** What vitest's report says. Where it left none, nothing passed. */
export function counted(report: string): Counted {
  const { success, data } = Report.safeParse(readIfThere(report));
  if (!success) return { passed: 0, broken: 0, skipped: new Map() };
  const skipped = data.testResults.map(({ name, assertionResults }): [string, number] => [
    relative('.', name),
    assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
  ]);
  return { passed: data.numPassedTests, broken: data.numFailedTests, skipped: new Map(skipped.filter(([, many]) => many > 0).sort()) };
}

function readIfThere(report: string): unknown {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  }
}

export function say({ passed, broken, skipped }: Counted): string {
  const many = [...skipped.values()].reduce((sum, one) => sum + one, 0);
  const files = [...skipped].map(([file, tests]) => `skipped: ${tests} in ${file}`);
  return [...files, `${passed} passed, ${broken} failed, ${many} skipped`].join('\n');
}
