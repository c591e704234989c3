// The day of a centre for training and jobs: what arrived, a course, a first step into work, what goes back.
import { agreeToRecord, answer, expectNothingThere, openCase, referTo } from './deeds';
import { expect, test } from './support';

const CENTRE = 'Trung tâm Dịch vụ việc làm';

test('anh Nghĩa nhận phiếu học nghề, ghi danh vào lớp, hỏi nguyện vọng việc làm', async ({ arrive, hand, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const { path, alias, code, phone } = await openCase(mai);
  const referral = await referTo(mai, path, 'Học nghề', CENTRE);

  const nghia = await arrive('livelihood');
  await expect(nghia).toHaveURL('/expected');
  await nghia.getByRole('link', { name: code }).click();
  const packet = await nghia.content();
  for (const hers of [alias, phone, phone.slice(-6)]) expect(packet).not.toContain(hers);
  await open(nghia);
  const expected = new URL(nghia.url()).pathname;
  await hand.press(answer(nghia, 'Trả lời', 'Nhận'));
  await hand.press(nghia.getByRole('button', { name: 'Gửi phản hồi' }));
  await expect(nghia).toHaveURL('/expected');
  expect(hand.presses).toBeLessThanOrEqual(2);

  await nghia.goto(expected);
  await agreeToRecord(nghia);
  await expect(nghia.getByRole('heading', { level: 1 })).toHaveText('Học nghề');
  await open(nghia);

  // Guided, then enrolled in the course that runs: what is missing is said beside it.
  const stage = (words: string) => answer(nghia, 'Bước tiếp theo', words);
  const save = () => nghia.getByRole('button', { name: 'Lưu', exact: true }).click();
  await stage('Đã hướng nghiệp').check();
  await save();
  await expect(nghia.locator('.rows')).toContainText('Đã hướng nghiệp');
  await stage('Đăng ký').check();
  await save();
  await expect(nghia.locator('#cohort-problem')).toBeVisible();
  await nghia.getByLabel('Lớp', { exact: true }).selectOption({ index: 1 });
  await nghia.getByLabel('Tên gọi trong danh sách lớp').fill('Mơ');
  await save();
  await expect(nghia.locator('.rows')).toContainText('May công nghiệp');
  await open(nghia);

  // What she would like to do, and that she looks for work.
  await nghia.getByRole('link', { name: 'Việc làm', exact: true }).click();
  await nghia.getByRole('link', { name: 'Ghi nguyện vọng' }).click();
  await answer(nghia, 'Muốn làm hoặc học nghề gì?', 'May').check();
  await answer(nghia, 'Thời gian phù hợp', 'Cả ngày').check();
  await open(nghia);
  await save();
  await answer(nghia, 'Bước tiếp theo', 'Đăng ký tìm việc').check();
  await save();
  await expect(nghia.locator('.rows')).toContainText('Đăng ký tìm việc');
  await open(nghia);
  await nghia.goto('/livelihood');
  await expect(nghia.getByRole('row', { name: code })).toContainText('Đăng ký tìm việc');
  await open(nghia);

  // The step goes back, and neither the class nor what she is called in it.
  await mai.goto(referral);
  await expect(mai.getByRole('main')).toContainText('Đã đăng ký tìm việc');
  for (const theirs of ['May công nghiệp', 'Mơ']) await expect(mai.getByRole('main')).not.toContainText(theirs);
  await expectNothingThere(mai, `${expected}/training`);

  await nghia.goto(expected);
  await answer(nghia, 'Trả lời', 'Đã đến, được phục vụ đủ').check();
  await answer(nghia, 'Đã cung cấp', 'Đã tư vấn').check();
  await nghia.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await expect(nghia).toHaveURL('/expected');
  await mai.goto(referral);
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã cung cấp đủ dịch vụ');
});

test('khách hàng không muốn giữ hồ sơ riêng nữa: đóng ngay ở nơi nhận', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { path, code } = await openCase(mai);
  await referTo(mai, path, 'Tìm việc làm', CENTRE);
  const nghia = await arrive('livelihood');
  await nghia.getByRole('link', { name: code }).click();
  const expected = new URL(nghia.url()).pathname;
  await agreeToRecord(nghia);
  await nghia.goto(`${expected}/job`);
  await nghia.getByRole('link', { name: 'Hỏi lại để tiếp tục' }).click();
  await nghia.getByRole('button', { name: 'Rút lại đồng ý về hồ sơ riêng' }).click();
  await expect(nghia.getByRole('status')).toContainText('đã đóng lại');
  await expectNothingThere(nghia, `${expected}/job`);
  await nghia.goto('/livelihood');
  await expect(nghia.getByRole('main')).not.toContainText(code);
});
