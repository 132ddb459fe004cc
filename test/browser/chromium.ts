import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Chromium out of its npm package, or the one that is installed. The package unpacks into the temp folder; ours keeps it with the other packages. */

const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--font-render-hinting=none',
];
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Whatever fonts the machine has, after the ones that come along. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;

async function unpacked(): Promise<string | undefined> {
  const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'muster-chromium');
  if (existsSync(join(folder, 'fonts', 'fonts.conf'))) return folder;
  const packed = await import('@sparticuz/chromium').catch(() => undefined);
  if (packed === undefined) return undefined;
  const part = `${folder}-${process.pid}`;
  mkdirSync(part, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = part;
  try {
    await packed.default.executablePath();
    await packed.inflate(join(import.meta.dirname, '..', '..', 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  writeFileSync(join(part, 'fonts', 'fonts.conf'), fontsConf(join(folder, 'fonts')));
  try {
    renameSync(part, folder);
  } catch {
    // Someone else was faster.
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

const launch = (executablePath: string, env: NodeJS.ProcessEnv = {}) =>
  chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env } as Record<string, string> });

export async function openBrowser(): Promise<Browser> {
  const folder = await unpacked().catch(() => undefined);
  if (folder !== undefined) {
    const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') };
    const libraries = { LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
    // A bare machine lacks two of its libraries; they come along, and are used only there.
    const browser = await launch(join(folder, 'chromium'), fonts).catch(() =>
      launch(join(folder, 'chromium'), { ...fonts, ...libraries }).catch(() => undefined),
    );
    if (browser) return browser;
  }
  const found = [process.env.CHROMIUM_BIN ?? '', ...installed].find((path) => path !== '' && existsSync(path));
  if (found === undefined) throw new Error('There is no Chromium: install it (Debian: apt install chromium) or name it in CHROMIUM_BIN.');
  return launch(found);
}
