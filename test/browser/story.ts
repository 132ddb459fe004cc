import { expect, test } from 'vitest';
import type { World } from './visit.ts';

export function story({ visit, sandbox }: World) {
  test('an incident is declared by form, its on-call is asked and has it, all in the page', async () => {
    const { page, wrong, modal, messages, write, actAs, pick, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('general');
    await write('/incident card payments failing');
    await modal.waitFor();
    expect(await modal.getByLabel('What is going wrong?').inputValue()).toBe('card payments failing');

    await pick('Which service?', 'Checkout');
    await modal.getByLabel('What do customers see?').fill('Declined at the last step.\nPayPal works.');
    await modal.getByRole('button', { name: 'Declare' }).click();
    await modal.getByText(/^INC-\d+ is open$/).waitFor();
    await modal.getByRole('button', { name: 'Done' }).click();
    await modal.waitFor({ state: 'hidden' });

    await goTo(/inc-\d+-card-payments-failing/);
    const card = messages.locator('.pinned');
    await card.getByText('Checkout').first().waitFor();
    expect(await card.textContent()).toContain('Declined at the last step.\nPayPal works.');
    expect(await card.textContent()).toContain('nobody has it yet');
    expect(await page.getByRole('link', { name: 'Runbook' }).count()).toBeGreaterThan(0);

    const [, onCall = ''] = /On call\s*@([\p{L} ]+?)\s*(?=State|Who has it)/u.exec((await card.textContent()) ?? '') ?? [];
    await page.locator('#waiting').getByRole('button', { name: onCall }).click();
    await expect.poll(() => page.getByRole('combobox', { name: 'Act as' }).inputValue()).toBe(onCall);
    await messages.getByText('card payments failing').waitFor();
    await messages.getByRole('button', { name: "I've got it" }).click();
    await messages.getByText(`@${onCall} has it`).waitFor();

    await goTo(/inc-\d+-card-payments-failing/);
    await card.getByText(`@${onCall} has it`).waitFor();
    await page.locator('#facts').getByText('has it').waitFor();

    const before = sandbox().clock.now();
    await page.getByRole('button', { name: '+5 min' }).click();
    await expect.poll(() => sandbox().clock.now() - before).toBeGreaterThanOrEqual(300_000);
    await page.getByRole('button', { name: 'Traffic' }).click();
    await page.getByText('chat.postMessage').first().waitFor();
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByText('IncidentAcknowledged').first().waitFor();
    expect(wrong).toEqual([]);
  });

  test('one line declares, and is answered to its author only', async () => {
    const { messages, write, actAs, goTo } = await visit();
    await actAs('Ana Ferreira');
    await goTo('learning');
    await write('/incident declare sev3 basket: baskets lose their last item');
    const answer = messages.locator('.only');
    await answer.getByText('Only visible to you').waitFor();
    await goTo(/inc-\d+-baskets-lose-their-last-item/);
    await messages.locator('.pinned').getByText('SEV3').first().waitFor();
    await actAs('Mei Lin');
    await goTo('learning');
    await expect.poll(() => answer.count()).toBe(0);
  });

  test('what people write is shown as they wrote it, wherever it stands', async () => {
    const hostile = '<img src=x onerror="document.title=1"> <script>alert(1)</script> <!channel> &amp; <https://evil.example|bank>';
    const { page, wrong, messages, write, actAs, goTo, modal } = await visit();
    await actAs('Ana Ferreira');
    await goTo('general');
    await write(hostile);
    await messages.getByText(hostile, { exact: true }).waitFor();
    await write(`/incident declare sev4 product search: ${hostile}`);
    await goTo(/inc-\d+-img/);
    const card = messages.locator('.pinned');
    await card.getByText(hostile, { exact: true }).first().waitFor();
    expect(await page.locator('#messages img, #messages script, #messages .mention:has-text("channel")').count()).toBe(0);
    expect(await page.locator('a[href*="evil.example"]').count()).toBe(0);

    await write(`/incident ${hostile}`);
    await modal.waitFor();
    expect(await modal.getByLabel('What is going wrong?').inputValue()).toBe(hostile);
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'hidden' });
    expect(wrong).toEqual([]);
  });
}
