// Screening scales: two taps, the rest only when they call for it, and what to do at once when it matters most.
import { answer, day, openCase } from './deeds';
import { expect, test } from './support';

const MOOD = ['Ít muốn làm', 'Cảm thấy nản chí', 'Khó đi vào giấc ngủ', 'Cảm thấy mệt mỏi', 'Chán ăn'];
MOOD.push('Có suy nghĩ tiêu cực', 'Khó tập trung', 'Vận động hoặc nói', 'Có suy nghĩ cho rằng chết');

test('hỏi hai câu, hỏi tiếp khi cần, và việc an toàn hiện ra ngay', async ({ arrive, hand, open }) => {
  test.setTimeout(120_000); // a long page, looked at by axe again and again
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  await mai.goto(path);
  await mai.getByRole('link', { name: 'Thang đo sàng lọc' }).click();
  await expect(mai.getByText('Chưa hỏi thang đo nào.')).toBeVisible();
  await open(mai);

  // The short form is two answers.
  const rest = mai.getByRole('heading', { name: 'Hỏi tiếp các câu còn lại' });
  await hand.press(mai.getByRole('link', { name: 'Tâm trạng (PHQ)' }));
  await mai.waitForURL(/scales\/new/);
  await open(mai);
  await expect(rest).toBeHidden();
  await hand.press(answer(mai, MOOD[0]!, 'Vài ngày'));
  await hand.press(answer(mai, MOOD[1]!, 'Không ngày nào'));
  await expect(rest).toBeHidden();
  await hand.press(mai.getByRole('button', { name: 'Lưu', exact: true }));
  await expect(mai.getByText('PHQ-2: 1 trên 6 điểm')).toBeVisible();
  expect(hand.presses, 'from the list of scales to a saved short form').toBe(4);
  await open(mai);

  // Three points: the page goes on, with or without a script, and nothing is typed again.
  await mai.getByRole('link', { name: 'Xem tất cả thang đo' }).click();
  await mai.getByRole('link', { name: 'Tâm trạng (PHQ)' }).click();
  await answer(mai, MOOD[0]!, 'Hơn một nửa số ngày').check();
  await expect(rest).toBeHidden();
  await answer(mai, MOOD[1]!, 'Vài ngày').check();
  await expect(rest).toBeVisible();
  for (const item of [2, 3, 5, 6, 7]) await answer(mai, MOOD[item]!, 'Không ngày nào').check();
  const safety = mai.getByText('Không để khách hàng một mình');
  await expect(safety).toBeHidden();
  await answer(mai, MOOD[8]!, 'Vài ngày').check();
  await expect(safety, 'at once, before anything is saved').toBeVisible();
  await open(mai);

  // The fifth was left out: it says so there, and everything else is still answered.
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('#q5-problem')).toBeVisible();
  await expect(mai.locator('.problem')).toHaveCount(1);
  await expect(mai.locator('form.scale input[type=radio]:checked')).toHaveCount(8);
  await expect(safety).toBeVisible();
  await open(mai);
  await answer(mai, MOOD[4]!, 'Không ngày nào').check();
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.getByText('PHQ-9: 4 trên 27 điểm')).toBeVisible();
  await expect(safety).toBeVisible();
  await open(mai);

  await mai.goto(`${path}/scales`);
  await expect(mai.locator('tbody tr')).toHaveCount(2);
  await expect(mai.getByRole('img', { name: 'Điểm PHQ-9 theo thời gian' })).toBeVisible();
  await open(mai);

  // It is owed within two days, in no word more than that.
  await mai.goto(path);
  await expect(mai.locator('.case-head')).toContainText(`Theo dõi · ${day(2).words}`);
  await mai.goto('/cases');
  await expect(mai.getByRole('main')).not.toContainText('PHQ');
  await expect(mai.getByRole('main')).toContainText(alias);
});

test('ghi lại cho đúng: bản cũ vẫn còn', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await mai.goto(`${path}/scales/new?scale=audit_c`);
  await answer(mai, 'Anh/chị có uống rượu, bia không?', '2–3 lần một tuần').check();
  await answer(mai, 'Trong một ngày có uống', '3 hoặc 4').check();
  await answer(mai, 'Bao lâu một lần anh/chị uống từ 6', 'Không bao giờ').check();
  await answer(mai, 'Giới tính', 'Nam').check();
  await open(mai);
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.getByText('AUDIT-C: 4 trên 12 điểm')).toBeVisible();
  await expect(mai.getByText('Từ ngưỡng trở lên')).toBeVisible();

  await mai.getByRole('link', { name: 'Ghi lại cho đúng' }).click();
  await open(mai);
  await answer(mai, 'Trong một ngày có uống', '1 hoặc 2').check();
  await mai.getByText('Ghi thêm lời khách hàng').click();
  await mai.getByLabel('Khách hàng nói thêm').fill('Chỉ uống khi có đám.');
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.getByText('AUDIT-C: 3 trên 12 điểm')).toBeVisible();
  await expect(mai.getByText('Dưới ngưỡng')).toBeVisible();
  await mai.getByRole('link', { name: 'Xem bản trước đó' }).click();
  await expect(mai.getByText('Bản này đã được thay bằng một bản khác.')).toBeVisible();
  await expect(mai.getByText('AUDIT-C: 4 trên 12 điểm')).toBeVisible();
  await open(mai);
  await mai.goto(`${path}/scales`);
  await expect(mai.locator('tbody tr')).toHaveCount(1);
});

test('lưu nháp giữa chừng, mở lại vẫn còn', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await mai.goto(`${path}/scales/new?scale=gad`);
  await answer(mai, 'Cảm thấy lo lắng', 'Gần như mọi ngày').check();
  await mai.getByRole('button', { name: 'Lưu nháp' }).click();
  await mai.goto(`${path}/scales/new?scale=gad`);
  await expect(mai.getByText(/^Bản nháp lưu lúc/)).toBeVisible();
  await expect(answer(mai, 'Cảm thấy lo lắng', 'Gần như mọi ngày')).toBeChecked();
  await expect(answer(mai, 'Khó thư giãn', 'Vài ngày'), 'the rest is there again').toBeVisible();
  await mai.goto(`${path}/scales/new`);
  await expect(mai.locator('form.scale input:checked'), 'another scale has its own').toHaveCount(0);
});
