// The data-protection officer's day: is the audit whole, who looked at a case whose tag she was given, a breach.
import { readFileSync } from 'node:fs';
import { openCase } from './deeds';
import { expect, test } from './support';

test('kiểm tra nhật ký, giao mốc ký số cho người giữ độc lập', async ({ arrive, open }) => {
  const page = await arrive('officer');
  expect(new URL(page.url()).pathname).toBe('/audit');
  await page.getByRole('button', { name: 'Kiểm tra ngay' }).click();
  await expect(page.getByText('Nhật ký còn nguyên vẹn.')).toBeVisible();
  await open(page);

  await page.getByRole('link', { name: 'Mốc ký số', exact: true }).click();
  await open(page);
  const link = page.getByRole('link', { name: 'Tải tệp' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(file.suggestedFilename()).toBe('checkpoints.txt');
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^# [0-9A-F]{64}\n(CHECKPOINT-1 \d+ \d+ [0-9A-F]{64} \S+ [0-9A-F]{128}\n)+$/);

  await page.getByRole('link', { name: 'Bản in mốc mới nhất' }).click();
  await expect(page.getByRole('img', { name: /^Mốc \d+: \d+ sự kiện$/ })).toBeVisible();
  await open(page);
});

test('tra theo mã hồ sơ mà khách hàng đưa', async ({ arrive, open }) => {
  const worker = await arrive('worker');
  const { path, alias } = await openCase(worker);
  await worker.goto(`${path}/who-looked`);
  await open(worker);
  const tag = await worker.locator('.code.wrap').innerText();

  const page = await arrive('officer');
  await page.goto('/audit/search');
  await page.getByLabel('Mã hồ sơ trong nhật ký').fill('KH-7K3M-92PX');
  await page.getByRole('button', { name: 'Tra cứu nhật ký' }).click();
  await expect(page.locator('#tag-problem')).toBeVisible();
  await open(page);
  await page.getByLabel('Mã hồ sơ trong nhật ký').fill(tag);
  await page.getByRole('button', { name: 'Tra cứu nhật ký' }).click();
  const rows = page.locator('tbody tr:has(td)');
  await expect(rows.filter({ hasText: 'Lò Thị Mai' }).filter({ hasText: 'Mở ca' })).toHaveCount(1);
  await expect(rows.first()).toContainText('Tra cứu nhật ký'); // the search itself
  expect(page.url(), 'nothing looked for stands in the address').toMatch(/\/audit\/search$/);
  expect(await page.content()).not.toContain(alias);
  await open(page);

  // The client, through her worker, sees that the officer looked.
  await worker.reload();
  await expect(worker.locator('tbody tr').filter({ hasText: 'Cán bộ bảo vệ dữ liệu' })).not.toHaveCount(0);
});

test('sự cố dữ liệu: ghi nhận, 72 giờ, bản thảo, đã gửi', async ({ arrive, open }) => {
  const page = await arrive('officer');
  await page.goto('/breaches');
  await open(page);
  await page.getByRole('link', { name: 'Ghi nhận sự cố' }).click();
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.locator('#kinds-problem')).toBeVisible();
  await open(page);
  const yesterday = new Date(Date.now() + 7 * 3_600_000 - 86_400_000).toISOString();
  await page.getByLabel('Phát hiện ngày').fill(yesterday.slice(0, 10));
  await page.getByLabel('Phát hiện lúc').fill(yesterday.slice(11, 16));
  await page.getByLabel('Tài khoản bị người khác sử dụng').check();
  await page.getByLabel('Thông tin liên hệ').check();
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForURL(/\/breaches\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/^Còn 4[78] giờ$/)).toBeVisible();
  await open(page);

  await page.getByLabel('Số người bị ảnh hưởng').fill('1.234');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.getByText(/^Lần 2, /)).toBeVisible();
  await page.getByRole('link', { name: 'Bản thảo thông báo' }).click();
  await expect(page.getByRole('article')).toContainText('Số người bị ảnh hưởng: 1234.');
  await open(page);
  await page.getByRole('link', { name: 'Quay lại' }).click();
  await page.getByRole('button', { name: 'Đã gửi thông báo' }).click();
  await expect(page.getByText('Đã gửi đúng hạn')).toBeVisible();
});
