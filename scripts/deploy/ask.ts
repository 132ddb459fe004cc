import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks on the terminal until the answer looks right. What is secret is not echoed. */
export async function ask(question: string, { secret = false, like = /^/ } = {}): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`"${question}" needs an answer, and there is no terminal to ask on.`);
  const silent = new Writable({ write: (_chunk, _encoding, next) => next() });
  const terminal = createInterface({ input: process.stdin, output: secret ? silent : process.stdout, terminal: true });
  try {
    for (;;) {
      if (secret) process.stdout.write(question);
      const answer = (await terminal.question(secret ? '' : question)).trim();
      if (secret) process.stdout.write('\n');
      if (like.test(answer)) return answer;
      console.log('That does not look right.');
    }
  } finally {
    terminal.close();
  }
}
