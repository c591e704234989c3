// A clinic's own record: under her yes to that, and one result of it told under another.
import { answer, expectNothingThere, giveEvidence, openCase, refer } from './deeds';
import { expect, test } from './support';

test('hồ sơ riêng của phòng khám: chỉ nơi khám mở, cho biết đúng một kết quả', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  const referral = await refer(mai, path);
  const expected = referral.replace('/referrals/', '/expected/');

  const sen = await arrive('clinic');
  await expectNothingThere(sen, `${expected}/clinic`);
  await sen.goto(expected);
  await sen.getByRole('link', { name: 'Hỏi ý kiến khách hàng về hồ sơ riêng' }).click();
  await open(sen);
  await answer(sen, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(sen);
  await sen.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(sen.getByRole('heading', { level: 1 })).toHaveText('Hồ sơ khám ở đây');
  await open(sen);

  await sen.getByRole('link', { name: 'Ghi xét nghiệm' }).click();
  await answer(sen, 'Xét nghiệm', 'Giang mai, xét nghiệm nhanh').check();
  await answer(sen, 'Cách làm', 'Xét nghiệm nhanh').check();
  await answer(sen, 'Kết quả', 'Âm tính').check();
  await sen.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(sen.locator('.rows').first()).toContainText('Giang mai, xét nghiệm nhanh: Âm tính');

  // Nobody who referred her comes to it, and nothing of it is in what they see.
  await expectNothingThere(mai, `${expected}/clinic`);
  await mai.goto(`${path}/shared-results`);
  await expect(mai.getByRole('main')).not.toContainText('Âm tính');

  await sen.getByRole('link', { name: 'Cho tổ hỗ trợ biết kết quả này' }).click();
  await open(sen);
  await answer(sen, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(sen);
  await sen.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(sen.getByRole('heading', { level: 1 })).toHaveText('Hồ sơ khám ở đây');
  await mai.goto(`${path}/shared-results`);
  await expect(mai.getByRole('main')).toContainText('Giang mai, xét nghiệm nhanh: Âm tính');
  await open(mai);

  // She takes the record back at the clinic: it is gone there, and what she let be told is not.
  await sen.getByRole('link', { name: 'Hỏi lại để tiếp tục' }).click();
  await sen.getByRole('button', { name: 'Rút lại đồng ý về hồ sơ riêng' }).click();
  await expect(sen.getByRole('status')).toContainText('đã đóng lại');
  await expectNothingThere(sen, `${expected}/clinic`);
  await mai.goto(`${path}/shared-results`);
  await expect(mai.getByRole('main')).toContainText('Âm tính');
});
