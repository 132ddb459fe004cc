import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Some packages come in one build for each platform, as optional dependencies. A registry that lacks the builds of other platforms makes
 * `npm install` leave them out of the lock file, and `npm ci` then refuses it everywhere. This puts them back: name, version and platform are
 * all that `npm ci` needs to know of a build that it will not install. Run it after each `npm install` (`npm run lock`).
 */
type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;

const oses = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix'];
const cpus = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const among = (name: string, known: string[]) => known.filter((one) => name.split(/[-/]/).includes(one));
const libc = (name: string) => (name.includes('musl') ? ['musl'] : name.includes('gnu') ? ['glibc'] : []);

function build(name: string, version: string, dev: boolean | undefined): Entry {
  const parts = { os: among(name, oses), cpu: among(name, cpus), libc: libc(name) };
  const known = Object.entries(parts).filter(([, values]) => values.length > 0);
  return { version, ...(dev && { dev }), optional: true, ...Object.fromEntries(known) };
}

const exact = /^\d+\.\d+\.\d+/;
const missing = Object.values(lock.packages)
  .flatMap(({ optionalDependencies = {}, dev }) => Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })))
  .filter(({ name, version }) => exact.test(version) && lock.packages[`node_modules/${name}`] === undefined);

for (const { name, version, dev } of missing) lock.packages[`node_modules/${name}`] = build(name, version, dev);
const [own, ...others] = Object.entries(lock.packages);
const sorted = [...(own ? [own] : []), ...others.sort(([a], [b]) => (a < b ? -1 : 1))];
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${missing.length} builds for other platforms put back into ${file}.`);
