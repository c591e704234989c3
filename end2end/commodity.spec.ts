// What volunteers carry: received, handed out, given in a contact, counted; and who coordinates sees it with the contacts of the
// last weeks. Nothing typed is lost when there are not so many.
import { answer } from './deeds';
import { expect, test } from './support';

test('nhận, giao, phát và đối chiếu vật phẩm', async ({ arrive, open }) => {
  const on = await arrive('supervisor');
  await on.goto('/commodities');
  await open(on);
  await expect(on.getByRole('row', { name: /Kho của tổ/ })).toBeVisible();

  await on.goto('/commodities/new');
  await open(on);
  await answer(on, 'Việc gì?', 'Giao').check();
  await on.getByLabel('Của ai?').selectOption({ label: 'Vì Thị Xuân' });
  await on.getByLabel('Bơm kim tiêm', { exact: true }).fill('40000');
  await on.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(on.getByRole('alert')).toBeVisible();
  await expect(on.getByLabel('Bơm kim tiêm', { exact: true })).toHaveValue('40000');
  await on.getByLabel('Bơm kim tiêm', { exact: true }).fill('');
  await on.getByLabel('Tờ thông tin', { exact: true }).fill('20');
  await on.getByRole('button', { name: 'Lưu', exact: true }).click();
  await on.waitForURL('/commodities');
  await expect(on.getByText('Giao · 20 Tờ thông tin').first()).toBeVisible();

  // A count that differs asks why.
  const xuan = await arrive('volunteer');
  await on.getByRole('link', { name: 'Đếm và đối chiếu: Vì Thị Xuân' }).click();
  await open(on);
  // Something that no other day gives away; another number each time the story is told.
  const counted = String(100 + (Date.now() % 900));
  await on.getByLabel('Bao cao su nữ', { exact: true }).fill(counted);
  await on.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(on.getByRole('alert')).toBeVisible();
  await answer(on, 'Lý do', 'Nhận thêm ở nơi khác').check();
  await on.getByRole('button', { name: 'Lưu', exact: true }).click();
  await on.waitForURL('/commodities');

  await xuan.goto('/commodities/own');
  await open(xuan);
  await expect(xuan.getByRole('heading', { name: 'Vật phẩm tôi đang mang' })).toBeVisible();
  await expect(xuan.locator('dl.facts dd').nth(1)).toContainText(counted);
});

test('bảng điều phối đếm lượt riêng, người riêng', async ({ arrive, open }) => {
  const on = await arrive('supervisor');
  await on.goto('/contacts');
  await on.getByRole('link', { name: 'Bảng điều phối' }).click();
  await on.waitForURL('/contacts/board');
  await open(on);
  await expect(on.getByRole('img', { name: 'Lượt tiếp cận theo tuần' })).toBeVisible();
  await expect(on.getByRole('table', { name: 'Bảng: Theo người ghi' })).toContainText('Vì Thị Xuân');
});
