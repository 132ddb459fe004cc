import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { World } from './visit.ts';

const exported = readFileSync(join(import.meta.dirname, '..', 'unit', 'features', 'exported-postmortem.md'), 'utf8').replaceAll(
  /^\s+>/gm,
  '>',
);

export function behaviour({ visit, sandbox }: World) {
  const post = (path: string, body: object) => fetch(`${sandbox().origin}${path}`, { method: 'POST', body: JSON.stringify(body) });

  test('a message becomes an incident by its menu, and what is missing is said beside its question', async () => {
    const { page, wrong, messages, modal, write, actAs, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('team-service-desk');
    await write('three customers cannot log in, see @mei');
    const message = messages.locator('.message', { hasText: 'three customers' });
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('button', { name: 'Declare an incident' }).click();
    const title = modal.getByLabel('What is going wrong?');
    expect(await title.inputValue()).toMatch(/^three customers cannot log in/);
    await title.fill('');
    await modal.getByRole('button', { name: 'Declare' }).click();
    await modal.locator('[data-block=title]').getByText('Please fill this in.').waitFor();
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    await modal.getByRole('button', { name: 'Cancel' }).click();
    await modal.waitFor({ state: 'hidden' });
    expect(wrong).toEqual([]);
  });

  test('nothing that is being typed is lost when news arrive', async () => {
    const { composer, messages, actAs, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('general');
    await composer.fill('half a sen');
    await post('/as/@mei/message', { channel: '#general', text: 'something else' });
    await messages.getByText('something else').waitFor();
    await composer.press('End');
    await composer.pressSequentially('tence');
    expect(await composer.inputValue()).toBe('half a sentence');
    await goTo('learning');
    expect(await composer.inputValue()).toBe('');
    await goTo('general');
    await expect.poll(() => composer.inputValue()).toBe('half a sentence');
  });

  test('replies, reactions, edits and refusals are shown', async () => {
    const { page, messages, write, actAs, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('ownership');
    await write('who owns *this*?');
    const message = messages.locator('.message', { hasText: 'who owns' });
    await message.locator('.text strong', { hasText: 'this' }).waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'Add a reaction' }).click();
    await page.getByRole('button', { name: 'eyes' }).click();
    await message.getByRole('button', { name: 'eyes, 1' }).waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'Reply in thread' }).click();
    await page.getByLabel('Reply', { exact: true }).fill('Payments do.');
    await page.keyboard.press('Enter');
    await message.getByRole('button', { name: '1 reply' }).waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByLabel('Edit message').fill('who owns that?');
    await page.getByRole('button', { name: 'Save' }).click();
    await message.getByText('(edited)').waitFor();
    await write('/nonsense');
    await page.getByRole('alert').getByText('/nonsense is not a valid command.').waitFor();
  });

  test('a private incident is seen by those who are in it, and by no one else', async () => {
    const { page, write, actAs, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('general');
    await write('/incident declare sev2 private payment gateway: keys found in a log');
    const channel = page.getByRole('navigation').getByRole('link', { name: /keys-found/ });
    await channel.click();
    await page.locator('#messages .pinned').waitFor();
    await actAs('Deepa Suresh');
    await channel.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'general' }).waitFor();
    expect(await page.locator('#title').textContent()).not.toContain('keys-found');
    expect(await page.locator('body').textContent()).not.toContain('keys found');
  });

  test('the canvas of a channel can be read: what was exported, and nothing in it is markup of the page', async () => {
    const api = async (method: string, body: object) => {
      const headers = { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' };
      const reply = await fetch(`${sandbox().origin}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await reply.json()) as { ok: boolean; channel: { id: string } };
    };
    const { channel } = await api('conversations.create', { name: 'inc-7-fax-line' });
    const document_content = { type: 'markdown', markdown: `${exported}\n\n<img src=x onerror=alert(1)> \\*kept\\*` };
    const made = await api('conversations.canvases.create', { channel_id: channel.id, title: 'Postmortem of INC-7', document_content });
    expect(made).toMatchObject({ ok: true });
    await post('/workspace/change', { do: 'join', user: '@ana', channel: channel.id });
    const { page, wrong, actAs, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('inc-7-fax-line');
    await page.getByRole('button', { name: 'Postmortem of INC-7' }).click();
    const canvas = page.getByRole('dialog', { name: 'Postmortem of INC-7' });
    await canvas.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await canvas.getByRole('heading', { level: 3 }).allTextContents()).toEqual(expect.arrayContaining(['Summary', 'Timeline']));
    expect(await canvas.locator('.canvas-words').textContent()).toMatch(/<img src=x onerror=alert\(1\)> \*kept\*/);
    expect(await canvas.locator('img').count()).toBe(0);
    await page.screenshot({ path: join(tmpdir(), 'muster-canvas.png') });
    await canvas.getByRole('button', { name: 'Close' }).click();
    await canvas.waitFor({ state: 'detached' });
    expect(wrong).toEqual([]);
  });

  test('it fits a phone, in the dark too', async () => {
    const { page, actAs, goTo, write } = await visit('/', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    const open = () => page.getByRole('button', { name: 'Channels and people' }).click();
    await open();
    await actAs('Ana Ferreira');
    await open();
    await goTo('general');
    await write('/incident help');
    await page.locator('#messages .only').last().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  test('no module of the page can make markup of a text', () => {
    const folder = join(import.meta.dirname, '..', '..', 'sandbox', 'page');
    const modules = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(modules.length).toBeGreaterThan(20);
    for (const name of modules) {
      expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write\b|DOMParser|createContextualFragment|\beval\(/,
      );
    }
  });
}
