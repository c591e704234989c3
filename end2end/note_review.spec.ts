// A few notes are drawn; the supervisor reads one and answers it.
import { expect, test } from './support';

test('chọn ghi chép rồi phản hồi', async ({ arrive, open }) => {
  const on = await arrive('supervisor');
  await on.goto('/note-reviews');
  await on.getByRole('button', { name: 'Chọn thêm ngẫu nhiên' }).click();
  await open(on);
  await on.locator('main a.row-link').first().click();
  await open(on);
  await on.getByRole('button', { name: 'Gửi nhận xét' }).click();
  await expect(on.locator('#words-problem')).toBeVisible();
  const note = new URL(on.url()).pathname;
  await on.getByLabel('Cần trao đổi').check();
  await on.getByLabel('Lời nhận xét').fill('Ghi rõ bước tiếp theo.');
  await on.getByRole('button', { name: 'Gửi nhận xét' }).click();
  await on.waitForURL('/note-reviews');
  await expect(on.locator(`a[href="${note}"]`), 'what was answered waits no more').toHaveCount(0);
});
