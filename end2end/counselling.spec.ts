// Who sat together and who came; all sessions of a case as one series.
import { answer, day, openCase } from './deeds';
import { expect, test } from './support';

test('cặp đôi, nhóm, không đến: rồi xem cả chuỗi buổi', async ({ arrive, open }) => {
  test.setTimeout(120_000); // four forms, each looked at by axe
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await mai.goto(path);
  await mai.getByRole('link', { name: 'Các buổi tư vấn' }).click();
  await expect(mai.getByText('Chưa có buổi nào.')).toBeVisible();
  await open(mai);

  // With a partner: only after she was asked alone.
  await mai.getByRole('link', { name: 'Ghi buổi tư vấn' }).click();
  const alone = mai.getByLabel('Đã hỏi riêng khách hàng');
  const people = mai.getByLabel('Số người có mặt', { exact: true });
  await expect(answer(mai, 'Hình thức', 'Riêng khách hàng')).toBeChecked();
  await expect(alone).toBeHidden();
  await answer(mai, 'Loại buổi', 'Gia đình').check();
  await answer(mai, 'Hình thức', 'Cặp đôi').check();
  await expect(alone).toBeVisible();
  await mai.getByLabel('Đã thống nhất điều gì?').fill('Hai người cùng lập kế hoạch chi tiêu.');
  await open(mai);
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('#asked_alone-problem')).toBeVisible();
  await open(mai);
  await alone.check();
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('.line')).toContainText('Gia đình · Cặp đôi');

  // In a group: a number, and no names.
  await mai.goto(`${path}/counselling/new`);
  await answer(mai, 'Loại buổi', 'Giảm nguy cơ').check();
  await answer(mai, 'Hình thức', 'Nhóm').check();
  await expect(mai.getByText('Chỉ ghi số người.')).toBeVisible();
  await people.fill('7');
  await mai.getByLabel('Đã thống nhất điều gì?').fill('Chị hẹn buổi nhóm tháng sau.');
  await open(mai);
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();

  await mai.goto(`${path}/counselling/new`);
  await answer(mai, 'Loại buổi', 'Hỗ trợ tâm lý').check();
  await answer(mai, 'Khách hàng có đến không?', 'Không đến').check();
  await mai.getByLabel('Đã thống nhất điều gì?').fill('Nhắn theo cách liên hệ an toàn.');
  await mai.getByLabel('Hẹn lần sau').fill(day(3).iso);
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('.line')).toContainText('Không đến');

  await mai.getByRole('link', { name: 'Các buổi tư vấn' }).click();
  const rows = mai.locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('Không đến');
  await expect(rows.nth(0)).toContainText(day(3).words);
  await expect(rows.nth(1)).toContainText('Nhóm · 7 người');
  await expect(rows.nth(2)).toContainText('Hai người cùng lập kế hoạch');
  await open(mai);
});
