import { expect, type Page } from '@playwright/test';

/** Markup, a quote that ends an attribute, decomposed letters, characters that nobody sees. */
export const HOSTILE =
  `</textarea><script>document.title='xss'</script>"><img src=x onerror="document.title='xss'">` +
  ` Lo\u0300 Thi\u0323 A\u0301nh\u200b\u202e &amp; 'ngoặc' {{ x }}`;
export const LONG = 'Chiều nay đi chợ. '.repeat(1667).slice(0, 30_000);

export const texts = (page: Page, button: string) =>
  form(page, button)
    .locator('textarea, input:not([type=hidden], [type=password], [type=radio], [type=checkbox])')
    .filter({ visible: true });
export const form = (page: Page, button: string) =>
  page.locator('form').filter({ has: page.getByRole('button', { name: button, exact: true }) });

/** Types it everywhere, also where this browser offers a calendar: another has only a line of text. */
export async function type(page: Page, button: string, what: string): Promise<string[]> {
  const closed = page.locator('main details:not([open]) > summary').filter({ visible: true });
  while (await closed.count()) await closed.first().click();
  const typed: string[] = [];
  for (const field of await texts(page, button).all()) {
    const kind = await field.evaluate((input) => {
      if (input instanceof HTMLInputElement && input.type === 'date') input.type = 'text';
      return input instanceof HTMLInputElement ? input.type : '';
    });
    // No browser sends letters from a field for numbers.
    await field.fill(kind === 'number' ? '9'.repeat(30) : what);
    typed.push(await field.inputValue());
  }
  return typed;
}

export async function submit(page: Page, button: string): Promise<number> {
  await form(page, button).evaluate((element: HTMLFormElement) => (element.noValidate = true));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.waitForEvent('load'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return answer.status();
}

/** Each thing that is wrong stands at its field, and the list at the top leads there. */
export async function expectToldBesideFields(page: Page, missing: string[]): Promise<void> {
  for (const name of missing) await expect(page.locator(`#${name}-problem`), name).toBeVisible();
  for (const link of await page.locator('.summary a').all()) {
    const field = (await link.getAttribute('href')) ?? '';
    await expect(page.locator(`${field}-problem`)).toBeVisible();
    await expect(page.locator(field)).toBeAttached();
  }
}

export async function expectNothingRan(page: Page, title: string, dialogs: string[]): Promise<void> {
  expect(await page.title()).toBe(title);
  expect(dialogs).toEqual([]);
  await expect(page.locator('img, main script:has-text("xss")')).toHaveCount(0);
}

export function watch(page: Page): string[] {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') dialogs.push(dialog.message()); // that one only asks before words are lost
    void dialog.accept();
  });
  return dialogs;
}
