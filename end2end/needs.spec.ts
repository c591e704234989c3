// A case from the door to the end: a search first, what cannot wait, needs, how soon to look in again, closing, coming back.
import { answer, giveEvidence, openCase, somebody } from './deeds';
import { expect, test } from './support';

test('hỏi điều không thể đợi, và việc cần làm hiện ra ngay', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const client = somebody();
  await mai.goto('/cases/new');
  await mai.getByRole('searchbox', { name: 'Tìm trước khi ghi' }).fill(client.alias);
  await mai.getByLabel('Khách hàng muốn được gọi là gì?').fill(client.alias);
  await mai.getByRole('button', { name: 'Tìm', exact: true }).click();
  await expect(mai.getByText('Không có ca nào khớp')).toBeVisible();
  await expect(mai.getByLabel('Khách hàng muốn được gọi là gì?'), 'nothing typed is lost').toHaveValue(client.alias);
  const today = mai.getByText('Đi ngay hôm nay: dự phòng sau phơi nhiễm');
  await expect(today).toBeHidden();
  await answer(mai, 'Trong 72 giờ qua có bị phơi nhiễm không', 'Có').check();
  await expect(today).toBeVisible();
  await open(mai);
  await answer(mai, 'Khách hàng trả lời về việc sử dụng dịch vụ', 'Đồng ý').check();
  await answer(mai, 'Khách hàng trả lời về việc lưu và xử lý dữ liệu', 'Đồng ý').check();
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Mở ca' }).click();
  await mai.waitForURL(/\/intake$/);
  await expect(today.first(), 'what to do, before the questions are asked again').toBeVisible();
  await open(mai);
  await mai.getByRole('link', { name: 'Về hồ sơ ca' }).click();
  await expect(mai.getByText('Theo dõi · Hôm nay')).toBeVisible();
});

test('nhu cầu, mức nguy cơ, đóng ca và mở lại', async ({ arrive, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  await mai.goto(`${path}/needs`);
  await mai.getByLabel('Tâm lý').check();
  await answer(mai, 'Bước nào?', 'Đã nêu').check();
  await mai.getByRole('button', { name: 'Ghi', exact: true }).click();
  await expect(mai.locator('tbody tr').filter({ hasText: 'Tâm lý' })).toContainText('/');
  await open(mai);

  await mai.goto(`${path}/risk`);
  await mai.getByLabel(/^Cao/).check();
  await mai.getByLabel('Vì sao?').fill('Ngủ ít, ở một mình');
  await mai.getByRole('button', { name: 'Lưu đánh giá' }).click();
  await expect(mai.getByText('Nguy cơ: Cao').first()).toBeVisible();
  await open(mai);
  await mai.goto(path);
  await expect(mai.getByText('Tâm lý: Đã nêu')).toBeVisible();
  await open(mai);

  await mai.goto(`${path}/closure`);
  const lost = mai.getByLabel('Đã tìm cách liên hệ mấy lần?');
  await expect(lost).toBeHidden();
  await answer(mai, 'Vì sao đóng?', 'Mất liên lạc').check();
  await expect(lost).toBeVisible();
  await answer(mai, 'Vì sao đóng?', 'Khách hàng chủ động dừng').check();
  await mai.getByRole('button', { name: 'Đóng ca' }).click();
  await expect(mai.locator('#checks-problem')).toBeVisible();
  for (const check of ['Đã xem lại sự an toàn', 'Đã nói khách hàng có thể quay lại', 'Giám sát viên đã xem'])
    await mai.getByLabel(check).check();
  await mai.getByRole('button', { name: 'Đóng ca' }).click();
  await mai.waitForURL(new RegExp(`${path}$`));
  await expect(mai.getByText('chỉ đọc, không ghi thêm')).toBeVisible();
  await expect(mai.getByRole('link', { name: 'Ghi buổi tư vấn' })).toHaveCount(0);
  await open(mai);

  await mai.goto('/cases');
  await expect(mai.getByRole('link', { name: alias, exact: true })).toHaveCount(0);
  await mai.getByRole('link', { name: 'Hiện cả ca đã đóng' }).click();
  await expect(mai.getByRole('link', { name: alias, exact: true })).toBeVisible();
  await mai.goto(`${path}/reopening`);
  await mai.getByLabel('Đã hỏi lại hôm nay').check();
  await mai.getByRole('button', { name: 'Mở lại ca' }).click();
  await expect(mai.getByRole('link', { name: 'Ghi buổi tư vấn' })).toBeVisible();
});
