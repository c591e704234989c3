// The pictures of the README, taken of the demonstration: `PICTURES=1 npx playwright test pictures --project=desk`.
import { join } from 'node:path';
import { enterCard, giveCard, openCase, preview, refer } from './deeds';
import { test, type Page } from './support';

test.skip(!process.env.PICTURES, 'taken when the product has another face');

const phone = { width: 360, height: 780 };
const take = async (page: Page, name: string, size = { width: 1280, height: 800 }) => {
  await page.setViewportSize(size);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(import.meta.dirname, `../docs/pictures/${name}.png`) });
};

test('what the README shows', async ({ arrive, page: her }) => {
  test.setTimeout(180_000);
  const worker = await arrive('worker');
  const at = async (page: Page, path: string, ...links: string[]) => {
    await page.goto(path);
    for (const link of links) await page.goto((await page.locator(`main ${link}`).first().getAttribute('href')) ?? '');
  };
  const hoa = 'a.row-link:has-text("Hoa Ban")';
  await at(worker, '/my-day');
  await take(worker, 'my-day');
  await at(worker, '/cases');
  await take(worker, 'caseload');
  await at(worker, '/cases', hoa);
  await take(worker, 'case');
  await at(worker, '/cases', hoa, 'a[href$="/counselling/new"]');
  await take(worker, 'session-note');
  await at(worker, '/cases', hoa, 'a[href$="/consents"]');
  await take(worker, 'consent');

  const client = await openCase(worker, { alias: 'Đỗ Quyên', phone: '0900000000' });
  await preview(worker, client.path);
  await take(worker, 'referral');
  await refer(worker, client.path);
  const code = await giveCard(worker, client.path);
  await enterCard(her, code);
  await take(her, 'client-page', phone);

  const volunteer = await arrive('volunteer');
  await at(volunteer, '/contacts/new');
  await take(volunteer, 'contact', phone);
  const clinic = await arrive('clinic');
  await at(clinic, '/expected');
  await take(clinic, 'partner-desk');
  const supervisor = await arrive('supervisor');
  await at(supervisor, '/supervision');
  await take(supervisor, 'supervision');
});
