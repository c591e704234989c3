// A club's facilitator tells a meeting by ticks and heads; who gave no answer to being listed stands on no list.
import { expect, test } from './support';

test('chưa có câu trả lời thì chưa có tên; ghi buổi sinh hoạt', async ({ arrive, open }) => {
  const on = await arrive('facilitator');
  await on.goto('/clubs');
  await on.locator('main a.row-link').first().click();
  await on.getByRole('link', { name: 'Mở danh sách' }).click();
  await open(on);
  const list = new URL(on.url()).pathname;
  const members = on.locator('a.row-link[href*="/members/"]');
  const meetings = on.locator('a.row-link[href*="/meetings/"]');
  await on.waitForLoadState();
  const before = { members: await members.count(), meetings: await meetings.count() };

  await on.getByRole('link', { name: 'Hỏi ý kiến về việc ghi tên' }).click();
  await open(on);
  await on.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(on.locator('#answer-problem')).toBeVisible();

  await on.goto(list.replace(/list$/, 'meetings/new'));
  await open(on);
  await on.getByLabel('Nhà văn hóa').check();
  await on.getByLabel('Mận').check();
  await on.getByRole('spinbutton', { name: 'Người khác, chỉ đếm' }).fill('5');
  await on.getByRole('button', { name: 'Lưu' }).click();
  await on.waitForURL(/\/list$/);
  await expect(meetings).toHaveCount(before.meetings + 1);
  await expect(members).toHaveCount(before.members);
  await expect(on.getByText('6 lượt').first()).toBeVisible();
});
