// A club's facilitator asks somebody whether she may be listed, tells a meeting by ticks and heads, and takes her off again.
import { expect, test } from './support';

test('hỏi một người, ghi buổi sinh hoạt, bỏ tên', async ({ arrive, open }) => {
  const on = await arrive('facilitator');
  await on.goto('/clubs');
  await on.locator('main a.row-link').first().click();
  await on.getByRole('link', { name: 'Mở danh sách' }).click();
  await open(on);
  const list = new URL(on.url()).pathname;

  await on.getByRole('link', { name: 'Hỏi ý kiến về việc ghi tên' }).click();
  await open(on);
  await on.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(on.locator('#answer-problem')).toBeVisible();

  await on.goto(`${list.replace(/list$/, 'meetings/new')}`);
  await open(on);
  await on.getByLabel('Nhà văn hóa').check();
  await on.getByLabel('Mận').check();
  await on.getByRole('spinbutton', { name: 'Người khác, chỉ đếm' }).fill('5');
  await on.getByRole('button', { name: 'Lưu' }).click();
  await on.waitForURL(/\/list$/);
  await expect(on.getByText('6 lượt').first()).toBeVisible();
});
