// A plan: her goals, step by step; submitted, read by what is different, sent back, written again; and her page on paper.
import { openCase } from './deeds';
import { expect, test } from './support';

test('lập kế hoạch, gửi duyệt, gửi lại, sửa và duyệt', async ({ arrive, hand, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  await mai.goto(path);
  await mai.getByRole('link', { name: 'Kế hoạch hỗ trợ' }).click();
  await open(mai);
  await mai.getByRole('link', { name: 'Lập kế hoạch' }).click();
  await open(mai);

  // Nothing typed is lost by a form that is not yet whole.
  await mai.locator('#g1_words').fill('Tôi muốn học may.');
  await mai.getByRole('button', { name: 'Lưu và gửi duyệt' }).click();
  await expect(mai.locator('#g1_need-problem')).toBeVisible();
  await expect(mai.locator('#g1_s1_what-problem')).toBeVisible();
  await expect(mai.locator('#g1_words')).toHaveValue('Tôi muốn học may.');
  await open(mai);
  await mai.locator('#g1_need').selectOption('work');
  await mai.locator('#g1_s1_what').fill('Hỏi lớp may');
  await mai.locator('[name=g1_s1_doer][value=worker]').check();
  await mai.getByRole('button', { name: 'Lưu và gửi duyệt' }).click();
  await expect(mai.getByText('Chờ duyệt đến').first()).toBeVisible();
  await open(mai);

  // A step is done with one press.
  await hand.press(mai.getByRole('button', { name: 'Đã xong: Hỏi lớp may' }));
  await expect(mai.getByRole('button', { name: 'Chuyển về chưa làm: Hỏi lớp may' })).toBeVisible();

  // The supervisor finds it on her day, and says why it goes back.
  const on = await arrive('supervisor');
  await on.goto('/my-day');
  const row = on.locator('li', { hasText: alias }).filter({ has: on.locator('a[href*="/care-plan/"]') });
  await open(on);
  await row.locator('a[href*="/care-plan/"]').click();
  await open(on);
  await on.locator('[name=decision][value=sent_back]').check();
  await on.getByRole('button', { name: 'Ghi quyết định' }).click();
  await expect(on.locator('#words-problem')).toBeVisible();
  await on.locator('#words').fill('Ai đi cùng khách hàng?');
  await on.getByRole('button', { name: 'Ghi quyết định' }).click();
  await expect(on.getByText('Ai đi cùng khách hàng?')).toBeVisible();

  // It comes back, is written again, and the mark is still there.
  await mai.goto('/my-day');
  await expect(mai.getByRole('heading', { name: 'Kế hoạch được gửi lại' })).toBeVisible();
  await mai.goto(`${path}/care-plan`);
  await mai.getByRole('link', { name: 'Lập bản mới' }).click();
  await mai.locator('#g1_s2_what').fill('Cùng đi xem lớp');
  await mai.locator('[name=g1_s2_doer][value=client]').check();
  await mai.getByRole('button', { name: 'Lưu và gửi duyệt' }).click();
  await expect(mai.getByRole('button', { name: 'Chuyển về chưa làm: Hỏi lớp may' })).toBeVisible();

  await on.goto('/my-day');
  await row.locator('a[href*="/care-plan/"]').click();
  await on.locator('[name=decision][value=approved]').check();
  await on.getByRole('button', { name: 'Ghi quyết định' }).click();
  await expect(on.getByText('Đã duyệt').first()).toBeVisible();
});

test('trang in của kế hoạch an toàn không nói gì về chúng tôi', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  await mai.goto(`${path}/safety-plan/new`);
  await mai.locator('#helps').fill('Gọi chị hàng xóm');
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await open(mai);
  await mai.getByRole('link', { name: 'Bản in một trang' }).click();
  await expect(mai).toHaveTitle('Ghi chú của tôi');
  await open(mai);
  await mai.emulateMedia({ media: 'print' });
  const said = await mai.locator('body').innerText();
  expect(said).toContain('Gọi chị hàng xóm');
  for (const word of ['Đồng Hành', 'Trung tâm', alias]) expect(said).not.toContain(word);
});
