// Legal aid's day: what arrived, a matter step by step, what of it goes back, and what stays.
import { agreeToRecord, answer, day, expectNothingThere, openCase, referTo } from './deeds';
import { expect, test } from './support';

const CENTRE = 'Trung tâm Trợ giúp pháp lý';

test('chị Bích nhận phiếu, ghi việc và bước tiếp theo; nơi gửi chỉ thấy bước và ngày', async ({ arrive, hand, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const { path, alias, code, phone } = await openCase(mai);
  const referral = await referTo(mai, path, 'Tư vấn, trợ giúp pháp lý', CENTRE);

  // What arrived: a code, and nothing of hers.
  const bich = await arrive('legal');
  await expect(bich).toHaveURL('/expected');
  await open(bich);
  await bich.getByRole('link', { name: code }).click();
  const packet = await bich.content();
  for (const hers of [alias, phone, phone.slice(-6)]) expect(packet).not.toContain(hers);
  await open(bich);
  const expected = new URL(bich.url()).pathname;

  // Accepted in two presses.
  await hand.press(answer(bich, 'Trả lời', 'Nhận'));
  await hand.press(bich.getByRole('button', { name: 'Gửi phản hồi' }));
  await expect(bich).toHaveURL('/expected');
  expect(hand.presses).toBeLessThanOrEqual(2);
  await mai.goto(referral);
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã nhận, chờ hẹn');

  // She is there and says yes to a record; a matter is begun.
  await expectNothingThere(bich, `${expected}/legal`);
  await bich.goto(expected);
  await agreeToRecord(bich);
  await expect(bich.getByRole('heading', { level: 1 })).toHaveText('Hồ sơ pháp lý ở đây');
  await open(bich);
  await bich.getByRole('link', { name: 'Thêm việc' }).click();
  await bich.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(bich.locator('#matter-problem')).toBeVisible();
  await answer(bich, 'Việc gì', 'Lao động, nợ lương').check();
  await bich.getByLabel('Nội dung').fill('Quán nợ lương hai tháng.');
  await open(bich);
  await bich.getByRole('button', { name: 'Lưu', exact: true }).click();

  // The next stage, and what she is to bring.
  await bich.getByRole('link', { name: 'Bước tiếp theo' }).click();
  await open(bich);
  await answer(bich, 'Giai đoạn', 'Yêu cầu trợ giúp pháp lý').check();
  await bich.getByLabel('Việc tiếp theo').selectOption({ label: 'Mang giấy tờ đến' });
  await bich.locator('#next_on').fill(day(5).iso);
  await bich.getByLabel('Đã làm gì').fill('Đã viết đơn cùng nhau.');
  await bich.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(bich.getByText('Yêu cầu trợ giúp pháp lý').first()).toBeVisible();
  await open(bich);
  await bich.goto('/legal');
  await expect(bich.getByRole('main')).toContainText(code);
  await open(bich);

  // Stage, day and next step are told; what it is about stays there.
  await mai.goto(referral);
  await expect(mai.getByRole('main')).toContainText('Đã yêu cầu trợ giúp pháp lý');
  await expect(mai.getByRole('main')).toContainText(`Mang giấy tờ đến`);
  for (const theirs of ['nợ lương', 'viết đơn']) await expect(mai.getByRole('main')).not.toContainText(theirs);
  await open(mai);
  await expectNothingThere(mai, `${expected}/legal`);

  // What came of it.
  await bich.goto(expected);
  await answer(bich, 'Trả lời', 'Đã đến, được phục vụ đủ').check();
  await answer(bich, 'Đã cung cấp', 'Đã tư vấn').check();
  await bich.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await expect(bich).toHaveURL('/expected');
  await mai.goto(referral);
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã cung cấp đủ dịch vụ');
});

test('không nhận thì nói vì sao, và phiếu đóng ở nơi nhận', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { path, code } = await openCase(mai);
  const referral = await referTo(mai, path, 'Giấy tờ tùy thân, cư trú', CENTRE);
  const bich = await arrive('legal');
  await bich.getByRole('link', { name: code }).click();
  const expected = new URL(bich.url()).pathname;
  await answer(bich, 'Trả lời', 'Không nhận').check();
  await bich.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await expect(bich.locator('#declined-problem')).toBeVisible();
  await answer(bich, 'Vì sao không nhận?', 'Hết chỗ trong thời gian này').check();
  await bich.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await expect(bich).toHaveURL('/expected');
  await expectNothingThere(bich, expected);
  await mai.goto(referral);
  await expect(mai.getByRole('main')).toContainText('Hết chỗ trong thời gian này');
});
