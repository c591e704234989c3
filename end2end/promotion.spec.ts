// From a contact to a client: what was heard in the street is there when the case is opened, and the volunteer is told nothing:
// there is one less for her to look in on.
import { answer, giveEvidence, somebody } from './deeds';
import { expect, test } from './support';

test('từ một lần gặp đến một ca, và chị Xuân không thấy gì của ca ấy', async ({ arrive, open }) => {
  const xuan = await arrive('volunteer');
  await xuan.goto('/contacts/new');
  await answer(xuan, 'Gặp ai?', 'Chưa có mã').check();
  await answer(xuan, 'Giới tính', 'Khác').check();
  await answer(xuan, 'Tuổi', '40–49').check();
  await answer(xuan, 'Ở đâu?', 'Nhà trọ').check();
  await xuan.getByLabel('Xã, phường').selectOption('Phường Tô Hiệu');
  await answer(xuan, 'Muốn được giới thiệu dịch vụ?', 'Có').check();
  await xuan.getByRole('button', { name: 'Xong' }).click();
  await expect(xuan.getByText('Đã lưu.')).toBeVisible();
  await xuan.goto('/my-day');
  await xuan.getByRole('main').getByRole('link', { name: 'Kế hoạch tháng' }).click();
  const wish = xuan.getByText('Muốn được giới thiệu', { exact: true });
  await expect(wish.first()).toBeVisible();
  const wishes = await wish.count();
  await open(xuan);

  const mai = await arrive('worker');
  await mai.goto('/contacts');
  await mai.getByRole('link', { name: 'Mở ca cho Khác, 40–49' }).first().click();
  await expect(mai.getByRole('group', { name: 'Những lần đã gặp' }).getByRole('checkbox').first()).toBeChecked();
  const client = somebody();
  await mai.getByLabel('Khách hàng muốn được gọi là gì?').fill(client.alias);
  await open(mai);
  await mai.getByRole('button', { name: 'Mở ca' }).click();
  await expect(mai.getByLabel('Khách hàng muốn được gọi là gì?'), 'no yes, no case; nothing typed is lost').toHaveValue(client.alias);
  await answer(mai, 'Khách hàng trả lời về việc sử dụng dịch vụ', 'Đồng ý').check();
  await answer(mai, 'Khách hàng trả lời về việc lưu và xử lý dữ liệu', 'Đồng ý').check();
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Mở ca' }).click();
  await expect(mai.locator('.line').getByText('Trước khi mở ca')).toBeVisible();
  await expect(mai.locator('.line').getByText('Khác, 40–49')).toBeVisible();
  await open(mai);

  await xuan.goto('/micro-plan');
  await expect(wish).toHaveCount(wishes - 1);
  expect(await xuan.locator('main').innerText()).not.toContain(client.alias);
});
