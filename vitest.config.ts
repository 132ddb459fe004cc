import { defineConfig } from 'vitest/config';

/** Quick ones first; those that start processes of their own get the time for it. */
const suite = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...more },
});

export default defineConfig({
  test: {
    // Otherwise one core of two would watch the other.
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: ['test/*.test.ts', 'test/unit/**/*.test.ts'], environment: 'node', testTimeout: 30_000 } },
      suite('contract', { testTimeout: 30_000, hookTimeout: 30_000 }),
      suite('infra', { testTimeout: 120_000, hookTimeout: 120_000 }),
      // Real time is measured in some: a machine that stood still for a moment is asked once more, and the report says so.
      suite('e2e', { testTimeout: 60_000, hookTimeout: 60_000, retry: 1 }),
      suite('browser', { testTimeout: 60_000, hookTimeout: 60_000 }),
    ],
  },
});
