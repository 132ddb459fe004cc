import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/start';
import { bundledHandlers } from '#test/bundled-handlers';
import { openBrowser } from './chromium.ts';

/** One sandbox and one browser for all tests of the page; each visit is a browser that remembers nothing. */
export function visiting() {
  let sandbox: Sandbox;
  let browser: Browser;
  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([
      startSandbox({ memory: true, port: 0, at: '2026-03-09T10:00:00Z', handlers: await bundledHandlers() }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), sandbox?.stop()]);
  });

  async function visit(path = '/', options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (said) => said.type() === 'error' && !/status of 4\d\d/.test(said.text()) && wrong.push(said.text()));
    page.on('request', (request) => request.url().startsWith(sandbox.origin) || wrong.push(`asked for ${request.url()}`));
    onTestFailed(async ({ task }) => {
      const path = join(tmpdir(), `muster-${task.name.replace(/\W+/g, '-').slice(0, 60)}.png`);
      await page.screenshot({ path }).catch(() => {});
      console.log(`${path} shows where it stood. Wrong on the page: ${wrong.join('; ') || 'nothing'}`);
    });
    await page.goto(`${sandbox.origin}${path}`);
    await page.locator('#title').getByText(/\w/).waitFor();
    return { page, wrong, ...hands(page) };
  }
  return { visit, sandbox: () => sandbox };
}

export type World = ReturnType<typeof visiting>;

/** What a person does with the page, by the names that are on it. */
function hands(page: Page) {
  const composer = page.getByLabel('Message or command');
  const modal = page.getByRole('dialog');
  return {
    modal,
    composer,
    messages: page.locator('#messages'),
    async write(text: string) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    async actAs(name: string) {
      const field = page.getByRole('combobox', { name: 'Act as' });
      await field.click();
      await field.fill(name);
      await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    },
    async pick(label: string, text: string) {
      const field = modal.getByLabel(label);
      await field.click();
      await field.fill(text);
      await page.getByRole('option', { name: new RegExp(`^${text}`) }).click();
    },
    goTo: (place: string | RegExp) => page.getByRole('navigation').getByRole('link', { name: place }).click(),
  };
}
