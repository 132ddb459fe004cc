/**
 * `npm run plant`: plants the faults of `test/planted` one at a time, in a copy of this tree, and says which test catches each.
 * Names choose some of them; `--all` asks every unit and contract test; `--at <commit>` takes the tree of a commit, without what is not committed.
 */
import { parseArgs } from 'node:util';
import { copyTree } from './plant/copy-tree.ts';
import { type Fault, plant, readFaults } from './plant/fault.ts';
import { compilerSays, runTests, type Seen } from './plant/run-tests.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, at: { type: 'string' } },
});

/** Whether every fault still applies is no wonder while one is planted. */
const quickSuites = ['--project', 'unit', '--project', 'contract', '--exclude', 'test/unit/planted.test.ts'];
const exactly = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The contract's parts are run by one file, so that each engine starts once. */
const runnable = (file: string) => (file.endsWith('.contract.ts') ? 'test/contract/contract.test.ts' : file);
const named = (faults: Fault[]) => [
  ...new Set(faults.map(({ caughtBy }) => runnable(caughtBy.file))),
  '-t',
  faults.map(({ caughtBy }) => exactly(caughtBy.test)).join('|'),
];
const testsFor = (...faults: Fault[]) => (values.all ? quickSuites : named(faults));

/** Where the tests fail without any fault, that they fail with one says nothing. */
async function provedSound(root: string, faults: Fault[]): Promise<void> {
  const { passed, failed, unloaded } = await runTests(root, ...testsFor(...faults));
  const missing = faults.map(({ caughtBy }) => caughtBy.test).filter((test) => !passed.some((one) => one.includes(test)));
  const wrong = [...failed, ...unloaded, ...missing.map((test) => `not there, or skipped: ${test}`)];
  if (wrong.length > 0) throw new Error(`Without any fault this is wrong already, so nothing can be proved:\n${wrong.join('\n')}`);
  console.log(`Without a fault: ${passed.length} tests pass.`);
}

/** What does not compile is nobody's plausible mistake. All at once, because the compiler takes longer than most of the tests. */
async function provedPlausible(root: string, faults: Fault[]): Promise<void> {
  const planted = faults.map((fault) => plant(fault, root));
  const compiler = await compilerSays(root);
  for (const takeOut of planted.reverse()) takeOut();
  if (compiler.length > 0) throw new Error(`With the faults in it the code does not compile:\n${compiler.join('\n')}`);
  console.log('With all of them in it the code compiles.\n');
}

type Verdict = { name: string; caughtBy: string[]; why: string };

async function judge(root: string, fault: Fault): Promise<Verdict> {
  const takeOut = plant(fault, root);
  try {
    return { name: fault.name, ...verdict(await runTests(root, ...testsFor(fault))) };
  } finally {
    takeOut();
  }
}

/** Of what does not even load no test has seen anything. */
function verdict({ failed, unloaded }: Seen) {
  if (failed.length === 0 && unloaded.length > 0) return { caughtBy: [], why: `it does not load: ${unloaded.join(' ')}` };
  return { caughtBy: failed, why: failed.length === 0 ? 'every test passes with it' : '' };
}

function tell({ bug }: Fault, { name, caughtBy, why }: Verdict) {
  console.log(`${name}: ${bug.trim()}`);
  console.log(caughtBy.length > 0 ? caughtBy.map((test) => `  caught by: ${test}`).join('\n') : `  NOT CAUGHT: ${why}`);
}

const faults = readFaults(positionals);
const copy = copyTree(values.at);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    copy.remove();
    process.exit(130);
  });
try {
  await provedSound(copy.root, faults);
  await provedPlausible(copy.root, faults);
  const verdicts: Verdict[] = [];
  for (const fault of faults) {
    const judged = await judge(copy.root, fault);
    tell(fault, judged);
    verdicts.push(judged);
  }
  const widest = Math.max(...verdicts.map(({ name }) => name.length));
  const summary = ({ caughtBy }: Verdict) => (caughtBy.length > 0 ? `caught by ${caughtBy.length}: ${caughtBy[0]}` : 'NOT CAUGHT');
  console.log(`\n${verdicts.map((one) => `${one.name.padEnd(widest)}  ${summary(one)}`).join('\n')}`);
  const escaped = verdicts.filter(({ caughtBy }) => caughtBy.length === 0);
  console.log(`\n${verdicts.length - escaped.length} of ${verdicts.length} faults are caught.`);
  if (escaped.length > 0) process.exitCode = 1;
} finally {
  copy.remove();
}
