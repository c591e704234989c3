// A clinic's day: a slip comes in, an answer goes back, and a client who takes her yes back is gone at once.
import { answer, expectNothingThere, openCase, refer } from './deeds';
import { expect, test, type Page } from './support';

/** Types what stands on the slip as one types on a phone: small letters, no dashes. */
async function find(sen: Page, code: string): Promise<void> {
  await sen.goto('/expected');
  await sen.getByLabel('Mã trên giấy hẹn').fill(code.toLowerCase().replaceAll('-', ''));
  await sen.getByRole('button', { name: 'Tìm giấy hẹn' }).click();
}

test('giấy hẹn đến, phòng khám trả lời trong bốn lần chạm, chị Mai đọc', async ({ arrive, hand, open }) => {
  const mai = await arrive('worker');
  const { path, alias, code, phone } = await openCase(mai);
  const referral = await refer(mai, path);

  const sen = await arrive('clinic');
  await expect(sen).toHaveURL('/expected');
  await expect(sen.getByText(code)).toBeVisible();
  await open(sen);
  await find(sen, code);
  await expect(sen.getByRole('heading', { level: 1 })).toHaveText(code);
  await expect(sen.locator('.preview')).toContainText('Khám sàng lọc STI');
  const packet = await sen.content();
  for (const hers of [alias, phone, phone.slice(-6)]) expect(packet).not.toContain(hers);
  await open(sen);

  await hand.press(answer(sen, 'Trả lời', 'Đã đến, được phục vụ đủ'));
  await hand.press(answer(sen, 'Đã cung cấp', 'Đã khám'));
  await hand.press(answer(sen, 'Đã cung cấp', 'Đã tư vấn'));
  await hand.press(sen.getByRole('button', { name: 'Gửi phản hồi' }));
  await expect(sen).toHaveURL('/expected');
  expect(hand.presses).toBeLessThanOrEqual(4);
  await expect(sen.locator('section', { hasText: 'Đã phản hồi' }).last()).toContainText(code);

  await mai.goto('/my-day');
  const answers = mai.locator('section', { hasText: 'Nơi nhận đã phản hồi' }).last();
  await expect(answers.locator('li', { hasText: alias })).toContainText('Đã cung cấp đủ dịch vụ');
  await answers.getByRole('link', { name: alias }).click();
  await expect(mai).toHaveURL(referral);
  await expect(mai.getByText('Đã khám, Đã tư vấn')).toBeVisible();
  await expect(mai.locator('section', { hasText: 'Diễn biến' }).last()).toContainText('Phòng khám Hoa Sen');
  await open(mai);
  await answer(mai, 'Làm gì với phiếu này?', 'Hoàn thành').check();
  await answer(mai, 'Nhu cầu có được đáp ứng không?', 'Có').check();
  await mai.getByRole('button', { name: 'Ghi lại' }).click();
  await expect(mai.locator('.case-head .chip')).toHaveText('Hoàn thành');
  await mai.goto('/my-day');
  await expect(mai.getByText(alias)).toHaveCount(0);
});

test('khách hàng chưa đến, phòng khám vẫn trả lời được sau đó', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { path, code } = await openCase(mai);
  const referral = await refer(mai, path);
  const sen = await arrive('clinic');
  await find(sen, code);
  await answer(sen, 'Trả lời', 'Chưa đến').check();
  await sen.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await find(sen, code);
  await answer(sen, 'Trả lời', 'Đã đến').check();
  await sen.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await mai.goto(referral);
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã đến');
});

test('khách hàng rút lại lời đồng ý: phiếu đóng ngay ở phòng khám', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, code } = await openCase(mai);
  await refer(mai, path);
  const sen = await arrive('clinic');
  const notices = sen.locator('section', { hasText: 'Thông báo ngừng sử dụng' }).last().locator('li');
  const before = await notices.count();
  await find(sen, code);
  const packet = new URL(sen.url()).pathname;

  await mai.goto(path);
  await mai.getByRole('link', { name: /Phòng khám Hoa Sen: Khám sàng lọc STI .*Rút/ }).click();
  await expect(mai.getByRole('main')).toContainText('Phiếu đã gửi đến Phòng khám Hoa Sen sẽ đóng lại ngay');
  await open(mai);
  await mai.getByRole('button', { name: 'Rút lại sự đồng ý' }).click();
  await expect(mai.getByRole('status')).toContainText('Số chuyển gửi bị thu hồi: 1');
  await open(mai);

  await expectNothingThere(sen, packet);
  await open(sen);
  await sen.goto('/expected');
  await expect(notices).toHaveCount(before + 1);
  await expect(sen.getByRole('main')).not.toContainText(code);
  await open(sen);
  await find(sen, code);
  await expect(sen.locator('#code-problem')).toBeVisible();

  // The case is hers still; only the sharing ended.
  await mai.goto(path);
  await expect(mai.getByRole('group', { name: 'Sự đồng ý' })).toContainText('đã rút');
});

test('nơi nhận không có tài khoản mở phiếu bằng mã và PIN rồi trả lời', async ({ arrive, browser, open }) => {
  const mai = await arrive('worker');
  const { path, code } = await openCase(mai);
  const referral = await refer(mai, path);
  await mai.goto(`${referral}/code`);
  await mai.getByRole('button', { name: 'Làm mã' }).click();
  const typed = await mai.locator('.slip .code').innerText();
  const pin = await mai.locator('dd.code').innerText();
  await expect(mai.locator('.slip'), 'the paper has no PIN').not.toContainText(pin);
  await expect(mai.locator('.slip'), 'and no address, but who tells it').toContainText('địa chỉ mà nơi gửi báo qua điện thoại');
  await expect(mai.locator('.slip')).not.toContainText('/slip');
  await open(mai);

  const partner = await (await browser.newContext()).newPage();
  await partner.goto('/slip');
  const enter = async (number: string) => {
    await partner.getByLabel('Mã mở phiếu').fill(typed);
    await partner.getByLabel('Mã PIN').fill(number);
    await partner.getByRole('button', { name: 'Mở phiếu' }).click();
  };
  await enter(pin === '402817' ? '402818' : '402817');
  await expect(partner.getByRole('alert')).toContainText('Không mở được');
  await enter(pin);
  await expect(partner.locator('.preview')).toContainText(code);
  await answer(partner, 'Trả lời', 'Đã đến, được phục vụ đủ').check();
  await partner.getByLabel('Mã PIN').fill(pin);
  await partner.getByRole('button', { name: 'Gửi phản hồi' }).click();
  await expect(partner.getByRole('status')).toContainText('mã không còn hiệu lực');
  await partner.goto('/slip');
  await enter(pin);
  await expect(partner.getByRole('alert')).toContainText('Không mở được');
  await mai.goto(referral);
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã cung cấp đủ dịch vụ');
});
