// A few notes are drawn; the supervisor reads one and answers; who wrote it finds the answer on her day.
import { expect, test } from './support';

test('chọn ghi chép, phản hồi, và người ghi đọc được', async ({ arrive, open }) => {
  const on = await arrive('supervisor');
  await on.goto('/note-reviews');
  await on.getByRole('button', { name: 'Chọn thêm ngẫu nhiên' }).click();
  await open(on);
  await on.locator('main a.row-link').first().click();
  await open(on);
  await on.getByRole('button', { name: 'Gửi nhận xét' }).click();
  await expect(on.locator('#words-problem')).toBeVisible();
  await on.getByLabel('Cần trao đổi').check();
  await on.getByLabel('Lời nhận xét').fill('Ghi rõ bước tiếp theo.');
  await on.getByRole('button', { name: 'Gửi nhận xét' }).click();
  await on.waitForURL(/\/note-reviews/);
});
