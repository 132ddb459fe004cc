/** What was told turned out not to be so. The message is a plain sentence for whoever watches. */
export class NotSo extends Error {
  override readonly name = 'NotSo';
}

export type Teller = {
  chapter(title: string): void;
  /** A line of the story. */
  say(...lines: string[]): void;
  /** What somebody does or sees, set off from the story. */
  show(text: string): void;
  /** A claim: it is looked at, and told only if it is so. */
  check(claim: string, isSo: boolean): void;
};

const width = 100;

export function teller(write: (line: string) => void): Teller & { checked(): number } {
  let chapters = 0;
  let checked = 0;
  return {
    chapter(title) {
      chapters += 1;
      const heading = `${chapters}. ${title} `;
      write(`\n${heading}${'─'.repeat(Math.max(0, width - heading.length))}`);
    },
    say: (...lines) => {
      for (const line of lines) write(line && `  ${line}`);
    },
    show: (text) => {
      for (const line of text.split('\n')) write(`    │ ${line}`);
    },
    check(claim, isSo) {
      if (!isSo) throw new NotSo(`It is not so that ${claim}.`);
      checked += 1;
      write(`  ✓ ${claim}`);
    },
    checked: () => checked,
  };
}
