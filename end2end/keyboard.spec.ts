// The worker's day without a mouse: Tab and Enter lead everywhere, single keys lead faster, the focus is always seen.
import { openCase } from './deeds';
import { tabTo } from './keys';
import { expect, test } from './support';

test('đăng nhập bằng bàn phím', async ({ page, demo }) => {
  const { username, password } = demo.logins.worker;
  await page.goto('/login');
  await tabTo(page, page.getByLabel('Tên đăng nhập'));
  await page.keyboard.type(username);
  await tabTo(page, page.getByLabel('Mật khẩu'));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/my-day');
});

test('từ Hôm nay đến buổi tư vấn mới, chỉ với Tab và Enter', async ({ arrive }) => {
  const mai = await arrive('worker');
  // Tab first finds the way past the navigation.
  await mai.keyboard.press('Tab');
  const skip = mai.getByRole('link', { name: 'Đến nội dung chính' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await mai.keyboard.press('Enter');
  await mai.keyboard.press('Tab');
  expect(await mai.evaluate(() => document.activeElement?.closest('main') !== null), 'past the rail').toBe(true);

  const due = mai.locator('section', { hasText: 'Cần liên hệ' }).last().locator('a.row-link').first();
  await tabTo(mai, due);
  await mai.keyboard.press('Enter');
  await mai.waitForURL(/\/cases\//);
  await tabTo(mai, mai.getByRole('link', { name: 'Ghi buổi tư vấn' }));
  await mai.keyboard.press('Enter');
  await mai.waitForURL(/\/counselling\/new$/);

  await tabTo(mai, mai.getByLabel('Giảm nguy cơ'));
  await mai.keyboard.press('ArrowDown');
  await expect(mai.getByLabel('Hỗ trợ tâm lý')).toBeChecked();
  await tabTo(mai, mai.getByLabel('Đã thống nhất điều gì?'));
  await mai.keyboard.type('Gọi lại thứ Năm / n g m'); // keys that lead somewhere are only letters here
  await tabTo(mai, mai.getByRole('button', { name: 'Lưu', exact: true }));
  await mai.keyboard.press('Enter');
  await expect(mai.locator('.line')).toContainText('Gọi lại thứ Năm / n g m');
});

test('phím tắt: / tìm, n mới, g m về Hôm nay', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { alias, code, path } = await openCase(mai);
  await mai.keyboard.press('g');
  await mai.keyboard.press('m');
  await mai.waitForURL('/my-day');

  await mai.keyboard.press('/');
  await mai.waitForURL(/\/cases(#q)?$/);
  await expect(mai.getByRole('searchbox')).toBeFocused(); // one key, and one can type
  await mai.keyboard.type(code);
  await mai.keyboard.press('Enter');
  await expect(mai.locator('.rows > li')).toHaveCount(1);
  await tabTo(mai, mai.getByRole('link', { name: alias }));
  await mai.keyboard.press('Enter');
  await mai.waitForURL(path);

  await mai.keyboard.press('n');
  await mai.waitForURL(`${path}/counselling/new`);
  await mai.keyboard.press('g');
  await mai.keyboard.press('c');
  await mai.waitForURL(/\/cases(#q)?$/);
  await mai.keyboard.press('n');
  await mai.waitForURL('/cases/new');
  // With Ctrl or Alt a key belongs to the browser.
  await mai.keyboard.press('Control+n');
  await expect(mai).toHaveURL('/cases/new');
});

test('từ Hôm nay: n mở ca mới, ? chỉ các phím, / là gõ được ngay', async ({ arrive }) => {
  const mai = await arrive('worker');
  await mai.keyboard.press('n');
  await mai.waitForURL('/cases/new');
  await mai.goto('/my-day');
  await mai.keyboard.press('?');
  await expect.soft(mai.getByRole('dialog')).toBeVisible();
  await mai.keyboard.press('Escape');
  await mai.keyboard.press('/');
  await mai.waitForURL('/cases#q');
  await expect.soft(mai.getByRole('searchbox')).toBeFocused();
});
