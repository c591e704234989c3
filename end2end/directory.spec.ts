// The directory: anybody finds what there is, a house says how it stands, a worker sees it at once.
import { expect, test } from './support';

test('ai cũng tìm được nơi hỗ trợ, không để lại gì', async ({ page, open }) => {
  await page.goto('/services');
  expect(await page.title()).not.toMatch(/Đồng Hành|HIV|STI/);
  await page.getByLabel('Cần gì?').selectOption('Pháp lý, giấy tờ');
  await page.getByLabel('Gần xã, phường nào?').selectOption('Phường Mộc Châu');
  await page.getByRole('button', { name: 'Tìm', exact: true }).click();
  // The nearest first, with what one asks before one goes.
  const first = page.locator('main details').first();
  await expect(first).toContainText('Phường Mộc Châu');
  await first.locator('summary').click();
  for (const said of ['Giấy tờ mang theo', 'Chi phí', 'Giờ mở cửa']) await expect(first.getByText(said).first()).toBeVisible();
  expect(new URL(page.url()).search, 'what is looked for is in no address').toBe('');
  await open(page);
});

test('đơn vị báo khả năng nhận trong một lần bấm, nhân viên thấy ngay', async ({ arrive }) => {
  const sen = await arrive('clinic');
  await sen.goto('/directory');
  await sen.locator('a.row-link:has-text("Khám sàng lọc STI")').click();
  await sen.getByRole('button', { name: 'Thông tin vẫn đúng' }).click();
  await sen.getByLabel('phải chờ').check();
  await sen.getByRole('spinbutton', { name: 'Chờ bao nhiêu tuần' }).fill('3');
  await sen.getByRole('button', { name: 'Báo khả năng nhận' }).click();
  const mai = await arrive('worker');
  await mai.goto('/directory');
  await expect(mai.locator('.rows li', { hasText: 'Khám sàng lọc STI' })).toContainText('chờ 3 tuần');
});
