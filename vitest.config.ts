import { defineConfig } from 'vitest/config';

/**
 * No test leaves anything behind in a module, so the files of a suite share a process: what they import is read, and gets quick, once.
 * Where the environment itself is changed, each file has its own.
 */
const shared = { isolate: false };

/** Quick ones first; those that start processes of their own get the time for it. */
const suite = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...more },
});

export default defineConfig({
  test: {
    // Otherwise one core of two would watch the other.
    maxWorkers: 2,
    projects: [
      {
        test: { name: 'unit', include: ['test/*.test.ts', 'test/unit/**/*.test.ts'], environment: 'node', testTimeout: 30_000, ...shared },
      },
      suite('contract', { testTimeout: 30_000, hookTimeout: 30_000 }),
      suite('infra', { testTimeout: 120_000, hookTimeout: 120_000, ...shared }),
      // Real time is measured in some: a machine that stood still for a moment is asked once more, and the report says so.
      suite('e2e', { testTimeout: 60_000, hookTimeout: 60_000, retry: 1, ...shared }),
      suite('browser', { testTimeout: 60_000, hookTimeout: 60_000 }),
    ],
  },
});
