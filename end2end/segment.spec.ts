// What opens only to whom she names, and what she takes back and gives again.
import { answer, day, expectNothingThere, giveEvidence, letKnow, openCase, refer, takeBackContact } from './deeds';
import { expect, test } from './support';

test('phần thông tin riêng: không có lời đồng ý thì không có gì, có thì chỉ người được nêu', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const supervisor = await arrive('supervisor');
  const { path } = await openCase(mai);

  // Without her yes there is no way to it, and nothing at its address.
  await expect(mai.getByRole('link', { name: 'Phần thông tin riêng', exact: true })).toHaveCount(0);
  await expectNothingThere(mai, `${path}/article-30`);
  await supervisor.goto(path);
  const before = await supervisor.getByRole('main').innerHTML();

  // The letter must fit whom she names, and be in writing where the law wants it so.
  await mai.goto(`${path}/consents`);
  await mai.getByRole('link', { name: /^Hỏi riêng/ }).click();
  await open(mai);
  await mai.getByRole('group', { name: 'Khách hàng cho ai biết?' }).getByLabel(/^Lò Thị Mai/).check();
  await mai.getByRole('group', { name: /^Căn cứ: Điều 30/ }).getByLabel(/^Khoản 2, điểm đ/).check();
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(mai.locator('#letter-problem')).toBeVisible();
  await mai.getByRole('group', { name: /^Căn cứ: Điều 30/ }).getByLabel(/^Khoản 3, điểm d/).check();
  await answer(mai, 'Khách hàng đồng ý bằng cách nào?', 'Cuộc gọi có ghi âm').check();
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(mai.locator('#method-problem')).toBeVisible();
  await open(mai);
  await answer(mai, 'Khách hàng đồng ý bằng cách nào?', 'Chữ ký trên giấy').check();
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(mai.getByRole('status')).toContainText('Đã ghi');
  await open(mai);

  await mai.goto(path);
  await mai.getByRole('link', { name: 'Phần thông tin riêng', exact: true }).click();
  await expect(mai.getByText(/Khoản 3, điểm d/).first()).toBeVisible();
  await open(mai);
  await answer(mai, 'Khách hàng tự cho biết', 'Đang sống với HIV').check();
  await mai.getByLabel('Hẹn lĩnh thuốc hoặc tái khám ngày').fill(day(20).iso);
  await answer(mai, 'Tải lượng vi rút', 'Dưới ngưỡng ức chế').check();
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('.rows').first()).toContainText(day(20).words);
  await open(mai);
  expect(await mai.title()).not.toMatch(/HIV|STI/);

  // The supervisor was not named: the page of the case is as it was, and there is nothing at that address.
  await expectNothingThere(supervisor, `${path}/article-30`);
  await supervisor.goto(path);
  expect(await supervisor.getByRole('main').innerHTML()).toBe(before);
  for (const page of ['/who-looked', '/consents', '/consents/evidence']) {
    await supervisor.goto(path + page);
    await expect(supervisor.getByRole('main'), page).not.toContainText('điểm d');
  }

  // A clinic that she names sees it beside its slip.
  const referral = await refer(mai, path);
  const sen = await arrive('clinic');
  const expected = referral.replace('/referrals/', '/expected/');
  await expectNothingThere(sen, `${expected}/article-30`);
  await letKnow(mai, path, /^Phòng khám Hoa Sen/, /^Khoản 2, điểm đ/);
  await sen.goto(expected);
  await sen.getByRole('link', { name: 'Phần thông tin riêng', exact: true }).click();
  await expect(sen.locator('.rows').first()).toContainText(day(20).words);
  await open(sen);

  // Taken back, by whoever opens the case: gone for everybody, and nobody is told whether there was anything.
  await supervisor.goto(`${path}/article-30/consent`);
  await supervisor.getByRole('button', { name: 'Khách hàng rút lại' }).click();
  await expect(supervisor.getByRole('status')).toContainText('Nếu có lời đồng ý nào');
  await expectNothingThere(mai, `${path}/article-30`);
  await expectNothingThere(sen, `${expected}/article-30`);
});

test('liên hệ an toàn: rút lại, ghi lại khi khách hàng đồng ý; hai người cùng sửa thì không ai mất', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, phone } = await openCase(mai);
  await takeBackContact(mai, path);
  await mai.goto(path);
  // As it is shown: three figures alone may be those of a year.
  await expect(mai.getByRole('main')).not.toContainText(`${phone.slice(-6, -3)} ${phone.slice(-3)}`);
  await mai.getByRole('link', { name: 'Ghi lại khi khách hàng đồng ý' }).click();
  await mai.waitForURL(`${path}/consents/again/contact`);
  await open(mai);
  await answer(mai, 'Khách hàng trả lời', 'Đồng ý').check();
  await answer(mai, 'Có thể liên hệ bằng cách nào?', 'Gọi điện').check();
  await mai.getByLabel('Số điện thoại').fill('0398 765 432');
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(mai.locator('#witness-problem')).toBeVisible();
  await expect(mai.getByLabel('Số điện thoại')).toHaveValue('0398 765 432');
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await mai.waitForURL(path);
  await expect(mai.locator('.card-contact')).toContainText('0398 765 432');
  await open(mai);

  // Two windows begin from the same card.
  const other = await arrive('worker');
  for (const page of [mai, other]) await page.goto(`${path}/contact`);
  await open(mai);
  await other.getByLabel('Giờ gọi an toàn').fill('8:00–9:00');
  await other.getByRole('button', { name: 'Lưu', exact: true }).click();
  await other.waitForURL(path);
  await mai.getByLabel('Giờ gọi an toàn').fill('20:00–21:00');
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('#theirs')).toContainText('8:00–9:00');
  await expect(mai.getByLabel('Giờ gọi an toàn')).toHaveValue('20:00–21:00');
  await open(mai);
  await other.goto(path);
  await expect(other.locator('.card-contact')).toContainText('8:00–9:00');
  await mai.getByRole('button', { name: 'Lưu bản của tôi' }).click();
  await mai.waitForURL(path);
  await expect(mai.locator('.card-contact')).toContainText('20:00–21:00');

  await mai.getByRole('link', { name: 'Sửa tên và thông tin nhận biết' }).click();
  await open(mai);
  await mai.getByLabel('Khách hàng muốn được gọi là gì?').fill('Hoa Mơ mới');
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.getByRole('heading', { level: 1 })).toContainText('Hoa Mơ mới');
});
