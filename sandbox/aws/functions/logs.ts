import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#sandbox/contracts';

export type LogLine = { at: string; from: string; line: string };
export type Logs = { add(from: string, line: string): void; lines(from?: string): LogLine[] };

const kept = 5000;

/** What the functions print: the newest lines in memory, all of it in a file for each function, echoed when asked. */
export function createLogs({ clock, directory, verbose }: { clock: Clock; directory?: string | undefined; verbose: boolean }): Logs {
  const lines: LogLine[] = [];
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  return {
    add(from, line) {
      lines.push({ at: clock.iso(), from, line });
      if (lines.length > kept) lines.splice(0, lines.length - kept);
      if (directory !== undefined) appendFileSync(join(directory, `${from}.log`), `${line}\n`);
      if (verbose) process.stderr.write(`${from}: ${line}\n`);
    },
    lines: (from) => (from === undefined ? [...lines] : lines.filter((line) => line.from === from)),
  };
}
