// Whatever is typed into a form: it is refused in words beside its field, it is still there, and it never runs.
import { openCase } from './deeds';
import { forms } from './forms';
import { expectNothingRan, expectToldBesideFields, form, HOSTILE, LONG, submit, texts, type, watch } from './hostile';
import { expect, test } from './support';

for (const { name, role, at, button, missing, first } of forms) {
  test(`${name}: để trống, lời độc, lời quá dài`, async ({ arrive, open }) => {
    const page = await arrive(role);
    const dialogs = watch(page);
    await at(page, { arrive });
    const title = await page.title();

    expect(await submit(page, button), 'empty').toBe(422);
    await expectToldBesideFields(page, missing);
    await open(page);

    await first?.(page);
    for (const text of [HOSTILE, LONG]) {
      const typed = await type(page, button, text);
      expect(await submit(page, button)).toBe(422);
      await expectNothingRan(page, title, dialogs);
      await expectToldBesideFields(page, []);
      const fields = await texts(page, button).all();
      const kept = await Promise.all(fields.map((field) => field.inputValue()));
      // A form that comes back may offer room for more.
      expect(kept.filter(Boolean), 'nothing typed is lost').toEqual(typed.filter(Boolean));
    }

    // Answers that were never offered, by a page that was tampered with.
    await form(page, button).evaluate((element, hostile) => {
      for (const choice of element.querySelectorAll<HTMLInputElement>('[type=radio], [type=checkbox]'))
        Object.assign(choice, { value: hostile, checked: true });
      for (const option of element.querySelectorAll('option')) option.value = hostile;
    }, HOSTILE);
    expect(await submit(page, button), 'tampered').toBe(422);
    await expectToldBesideFields(page, []);
    await expectNothingRan(page, title, dialogs);
  });
}

test('in English the problems are in English', async ({ arrive }) => {
  const page = await arrive('worker');
  await page.goto('/cases/new');
  await page.getByRole('button', { name: 'English' }).filter({ visible: true }).click({ timeout: 5_000 });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(await submit(page, 'Open the case')).toBe(422);
  await expect(page.locator('#alias-problem')).toHaveText('This is needed');
});

test('quá dài cho cả máy chủ: vẫn được báo bằng lời, không mất chữ', async ({ arrive }) => {
  const page = await arrive('worker');
  watch(page);
  const { path } = await openCase(page);
  await page.goto(`${path}/counselling/new`);
  const words = page.getByLabel('Đã thống nhất điều gì?');
  await words.fill('ệ'.repeat(60_000)); // nine bytes each on their way
  expect(await submit(page, 'Lưu')).toBeGreaterThanOrEqual(400);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (!(await words.isVisible())) await page.goBack(); // as the page says
  expect((await words.inputValue()).length).toBe(60_000);
});

test('tìm kiếm: lời độc chỉ là lời', async ({ arrive }) => {
  const page = await arrive('worker');
  const dialogs = watch(page);
  await page.goto('/cases');
  const title = await page.title();
  for (const text of [HOSTILE, LONG]) {
    const [typed = ''] = await type(page, 'Tìm', text);
    expect(await submit(page, 'Tìm')).toBe(200);
    await expect(page.getByRole('searchbox')).toHaveValue(typed);
    await expect(page.getByText('Không có ca nào khớp')).toBeVisible();
    await expectNothingRan(page, title, dialogs);
  }
});

test('đăng nhập và thiết lập lần đầu: để trống, lời độc, lời quá dài', async ({ page, empty, open }) => {
  // On another server: tries to log in are counted by network, and this spends them.
  const dialogs = watch(page);
  for (const { path, button, missing } of [
    { path: `${empty.address}/login`, button: 'Đăng nhập', missing: [] },
    {
      path: empty.firstRun,
      button: 'Tạo và bắt đầu',
      missing: ['organisation', 'team', 'name', 'username', 'password', 'administrator'],
    },
  ]) {
    await page.goto(path);
    const title = await page.title();
    expect(await submit(page, button), 'empty').toBe(422);
    await expect(page.getByRole('alert')).toBeVisible();
    await expectToldBesideFields(page, missing);
    await open(page);
    for (const text of [HOSTILE, LONG]) {
      const typed = await type(page, button, text);
      expect(await submit(page, button)).toBe(422);
      await expectNothingRan(page, title, dialogs);
      const kept = await texts(page, button).all();
      expect(await Promise.all(kept.map((field) => field.inputValue()))).toEqual(typed);
    }
  }
});
