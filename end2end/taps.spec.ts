// How many presses and how many fields the work of every day costs: counted, printed, and held to what was promised.
import { answer, openCase, somebody } from './deeds';
import { expect, test, type Page } from './support';

/** What a task took: presses of a button, a link or a choice, and fields that were typed into. */
type Cost = { presses: number; typed: number };

/** Prints what a task took, and holds it to its bounds. */
function held(task: string, cost: Cost, bounds: Cost): void {
  console.log(`${task}: ${cost.presses} presses, ${cost.typed} fields typed`);
  test.info().annotations.push({ type: 'cost', description: `${task}: ${cost.presses} + ${cost.typed}` });
  expect(cost.presses, `${task}: presses`).toBeLessThanOrEqual(bounds.presses);
  expect(cost.typed, `${task}: fields typed`).toBeLessThanOrEqual(bounds.typed);
}

test('công việc hằng ngày: bao nhiêu lần bấm, bao nhiêu ô', async ({ arrive, hand }) => {
  test.setTimeout(120_000);
  let typed = 0;
  const begin = () => void ((hand.presses = 0), (typed = 0));
  const type = async (page: Page, label: string, words: string) => {
    typed++;
    await page.getByLabel(label).fill(words);
  };
  const cost = () => ({ presses: hand.presses, typed });
  const mai = await arrive('worker');

  // A new case, from My day. Both purposes are answered for themselves and the evidence is given once: nothing is ticked
  // beforehand, so this is what the law asks for and no more.
  begin();
  const { alias, phone } = somebody();
  await mai.goto('/my-day');
  await hand.press(mai.getByRole('link', { name: 'Mở ca mới' }));
  await type(mai, 'Khách hàng muốn được gọi là gì?', alias);
  await hand.press(answer(mai, 'Có thể liên hệ bằng cách nào?', 'Gọi điện'));
  await type(mai, 'Số điện thoại', phone);
  await hand.press(answer(mai, 'Khách hàng trả lời về việc sử dụng dịch vụ', 'Đồng ý'));
  await hand.press(answer(mai, 'Khách hàng trả lời về việc lưu và xử lý dữ liệu', 'Đồng ý'));
  await hand.press(answer(mai, 'Khách hàng đồng ý bằng cách nào?', 'Chữ ký trên giấy'));
  await hand.press(answer(mai, 'Đọc bằng tiếng gì?', 'Tiếng Việt'));
  await type(mai, 'Người chứng kiến', 'Mè Thị Lả');
  await hand.press(mai.getByLabel('Khách hàng đã được cho biết đây là dữ liệu nhạy cảm'));
  await hand.press(mai.getByLabel('Khách hàng đã nói lại bằng lời của mình'));
  await hand.press(mai.getByRole('button', { name: 'Mở ca' }));
  await mai.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  const path = new URL(mai.url()).pathname;
  held('a new case', cost(), { presses: 10, typed: 3 });

  // A session note: one screen, at most twelve inputs, from the case.
  begin();
  await hand.press(mai.getByRole('link', { name: 'Ghi buổi tư vấn' }));
  expect(await mai.locator('form.stack .field').count(), 'one screen').toBeLessThanOrEqual(12);
  await hand.press(answer(mai, 'Loại buổi', 'Giảm nguy cơ'));
  await type(mai, 'Đã thống nhất điều gì?', 'Gọi lại sau phiên chợ.');
  await hand.press(answer(mai, 'Đã hỗ trợ', 'Đi cùng'));
  await hand.press(mai.getByRole('button', { name: 'Lưu', exact: true }));
  await expect(mai.locator('.line')).toContainText('Gọi lại sau phiên chợ.');
  held('a session note', cost(), { presses: 4, typed: 1 });

  begin();
  await hand.press(mai.locator('.ways a[href$="/needs"]'));
  await hand.press(mai.locator('label:has([name=domains][value=work])'));
  await hand.press(mai.locator('label:has([name=stage][value=expressed])'));
  await hand.press(mai.getByRole('button', { name: 'Ghi', exact: true }));
  await expect(mai.locator('tbody tr').filter({ hasText: 'Học nghề, việc làm, vốn' })).toContainText('/');
  held('a need, from the case', cost(), { presses: 4, typed: 0 });

  await mai.goto(path);
  begin();
  await hand.press(mai.locator('.ways a[href$="/care-plan"]'));
  await hand.press(mai.getByRole('link', { name: 'Lập kế hoạch' }));
  await mai.locator('#g1_need').selectOption('work');
  for (const [field, words] of [['#g1_words', 'Tôi muốn học may.'], ['#g1_s1_what', 'Hỏi lớp may']] as const) {
    typed++;
    await mai.locator(field).fill(words);
  }
  await hand.press(mai.locator('label:has([name=g1_s1_doer][value=worker])'));
  await hand.press(mai.getByRole('button', { name: 'Lưu và gửi duyệt' }));
  await expect(mai.getByText('Chờ duyệt đến').first()).toBeVisible();
  held('a plan with a step, from the case', cost(), { presses: 4, typed: 2 });

  // The plan is approved, from My day of the supervisor.
  const on = await arrive('supervisor');
  await on.goto('/my-day');
  begin();
  await hand.press(on.locator('li', { hasText: alias }).locator('a[href*="/care-plan/"]'));
  await hand.press(answer(on, 'Quyết định', 'Đã duyệt'));
  await hand.press(on.getByRole('button', { name: 'Ghi quyết định' }));
  await expect(on.getByText('Đã duyệt').first()).toBeVisible();
  held('approving a plan', cost(), { presses: 3, typed: 0 });

  // The case is closed, with what must be looked at before.
  await mai.goto(path);
  begin();
  await hand.press(mai.locator('.ways a[href$="/closure"]'));
  await hand.press(answer(mai, 'Vì sao đóng?', 'Khách hàng chủ động dừng'));
  for (const check of ['Đã xem lại sự an toàn', 'Đã nói khách hàng có thể quay lại', 'Giám sát viên đã xem'])
    await hand.press(mai.getByLabel(check));
  await hand.press(mai.getByRole('button', { name: 'Đóng ca' }));
  await expect(mai.getByText('chỉ đọc, không ghi thêm')).toBeVisible();
  held('closing a case', cost(), { presses: 6, typed: 0 });

  // Another is given to a colleague, from the supervisor's board.
  const other = await openCase(mai);
  await on.goto('/supervision');
  begin();
  await hand.press(on.getByRole('link', { name: 'Chuyển người phụ trách: Lò Thị Mai' }));
  await type(on, 'Tìm', other.alias);
  await hand.press(on.getByRole('button', { name: 'Tìm' }));
  await hand.press(on.getByLabel(other.alias));
  await hand.press(on.getByRole('group', { name: 'Giao cho' }).getByRole('checkbox').first());
  await hand.press(on.getByRole('button', { name: 'Chuyển người phụ trách' }));
  await on.waitForURL(/\/supervision/);
  held('giving a case to another', cost(), { presses: 5, typed: 1 });
});
