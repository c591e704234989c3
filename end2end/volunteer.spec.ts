// A peer volunteer's day. She logs what happened and can read nothing back: her phone may be looked into.
import { answer, expectNothingThere } from './deeds';
import { expect, test, type Page } from './support';

const done = (page: Page) => page.getByRole('button', { name: 'Xong' });

async function count(page: Page): Promise<number> {
  return Number(/Hôm nay: (\d+) lượt/.exec(await page.locator('main').innerText())?.[1]);
}

/** The shortest contact: somebody without a code, in a lodging of a commune. */
async function fill(page: Page, age = '25–29'): Promise<void> {
  await page.goto('/contacts/new');
  await answer(page, 'Gặp ai?', 'Chưa có mã').check();
  await answer(page, 'Giới tính', 'Nữ').check();
  await answer(page, 'Tuổi', age).check();
  await answer(page, 'Ở đâu?', 'Nhà trọ').check();
  await page.getByLabel('Xã, phường').selectOption('Phường Tô Hiệu');
}

test('chị Xuân ghi một lượt trong sáu lần chạm', async ({ arrive, hand, open, javaScriptEnabled }) => {
  const xuan = await arrive('volunteer');
  await open(xuan);
  const before = await count(xuan);
  await xuan.getByRole('main').getByRole('link', { name: 'Ghi lượt mới' }).click();
  await open(xuan);

  // The first contact of a walk: she says where she is. A list counts twice, to open it and to choose.
  await hand.press(answer(xuan, 'Giới tính', 'Nữ'));
  await hand.press(answer(xuan, 'Tuổi', '25–29'));
  await hand.press(answer(xuan, 'Ở đâu?', 'Nhà trọ'));
  await hand.press(xuan.getByLabel('Xã, phường'));
  await xuan.getByLabel('Xã, phường').selectOption('Phường Tô Hiệu');
  hand.presses++;
  await hand.press(done(xuan));
  await expect(xuan.getByText('Đã lưu. Lượt vừa ghi đã niêm phong')).toBeVisible();
  expect(hand.presses, 'the first contact').toBeLessThanOrEqual(6);
  expect(await count(xuan)).toBe(before + 1);
  await open(xuan);

  // The next one starts where she is, and gives something.
  hand.presses = 0;
  await expect(answer(xuan, 'Ở đâu?', 'Nhà trọ')).toBeChecked();
  await hand.press(answer(xuan, 'Giới tính', 'Nam'));
  await hand.press(answer(xuan, 'Tuổi', '20–24'));
  if (javaScriptEnabled) await hand.press(xuan.getByRole('button', { name: 'Thêm 5: Bao cao su' }));
  else await xuan.getByLabel('Bao cao su', { exact: true }).fill('5');
  await hand.press(answer(xuan, 'Muốn được giới thiệu dịch vụ?', 'Có'));
  await hand.press(done(xuan));
  await expect(xuan.getByText('Đã lưu.')).toBeVisible();
  expect(hand.presses, 'the next contacts').toBeLessThanOrEqual(6);
  expect(await count(xuan)).toBe(before + 2);
});

test('đếm những gì đã phát', async ({ arrive, hand, javaScriptEnabled }) => {
  const xuan = await arrive('volunteer');
  await fill(xuan);
  const given = (what: string) => xuan.getByLabel(what, { exact: true });
  if (javaScriptEnabled) {
    const step = async (which: string) => hand.press(xuan.getByRole('button', { name: which }));
    for (let times = 0; times < 3; times++) await step('Thêm 1: Chất bôi trơn');
    await step('Bớt 1: Chất bôi trơn');
    await expect(given('Chất bôi trơn')).toHaveValue('2');
    await step('Bớt 1: Bộ tự xét nghiệm'); // never below nothing
    await expect(given('Bộ tự xét nghiệm')).toHaveValue(/^0?$/);
  } else {
    await given('Chất bôi trơn').fill('2');
  }
  await given('Bao cao su').fill('501');
  await given('Bao cao su').evaluate((field: HTMLInputElement) => (field.form!.noValidate = true));
  await done(xuan).click();
  await expect(xuan.locator('#condoms-problem')).toHaveText('Cần một số từ 0 đến 500');
  await expect(given('Bao cao su')).toHaveValue('501');
  await expect(given('Chất bôi trơn')).toHaveValue('2');
  await given('Bao cao su').fill('500');
  await done(xuan).click();
  await expect(xuan.getByText('Đã lưu.')).toBeVisible();
});

test('lượt đã lưu không đọc lại được ở đâu', async ({ arrive }) => {
  const xuan = await arrive('volunteer');
  await fill(xuan);
  await xuan.getByLabel('Bao cao su', { exact: true }).fill('7');
  await done(xuan).click();
  await expect(xuan.getByText('Đã lưu.')).toBeVisible();
  const expectBlank = async () => {
    await expect(xuan.locator('[name=sex]:checked, [name=age]:checked')).toHaveCount(0);
    await expect(xuan.getByLabel('Bao cao su', { exact: true })).toHaveValue('');
  };
  await expectBlank();
  await xuan.goBack(); // whoever takes the phone presses this first
  await expectBlank();
  for (const path of ['/contacts', '/cases', '/referrals']) await expectNothingThere(xuan, path);
  await xuan.goto('/my-day');
  await expect(xuan.getByRole('main')).not.toContainText(/Nhà trọ|25–29|Tô Hiệu/);

  // The team's desk reads it.
  const on = await arrive('supervisor');
  await on.goto('/contacts');
  const hers = on.locator('.rows > li').filter({ hasText: 'Vì Thị Xuân', hasNotText: 'đi cùng báo' });
  await expect(hers.filter({ hasText: 'Phường Tô Hiệu' }).first()).toBeVisible();
});

test('gặp người dưới 18 tuổi: lời nhắc bảo vệ trẻ em', async ({ arrive, open }) => {
  const xuan = await arrive('volunteer');
  await fill(xuan, 'Dưới 18');
  await done(xuan).click();
  await expect(xuan.getByRole('alert')).toContainText('111');
  await expect(xuan.getByRole('alert')).toContainText('giám sát viên');
  await open(xuan);
});

test('bấm hai lần, mạng gửi lại: vẫn là một lượt', async ({ arrive, demo }) => {
  const xuan = await arrive('volunteer');
  const before = await count(xuan);
  await fill(xuan);
  await done(xuan).dblclick();
  await expect(xuan.getByText('Đã lưu.')).toBeVisible();
  expect(await count(xuan), 'pressed twice').toBe(before + 1);

  // The same form arrives again, as after a link that broke before the answer came.
  const form = await xuan.locator('[name=form]').inputValue();
  const contact = { form, whom: 'anonymous', sex: 'female', age: '20_24', place: 'home', commune: '03646' };
  const post = () => xuan.request.post('/contacts/new', { headers: { origin: demo.address }, form: contact });
  for (const response of await Promise.all([post(), post(), post()])) expect(response.ok()).toBe(true);
  await xuan.goto('/my-day');
  expect(await count(xuan), 'sent three times').toBe(before + 2);
});
