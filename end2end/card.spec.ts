// A client's own page: the worker gives her a card, she opens her page on any phone, takes a yes back, and is gone.
import { answer, enterCard, giveCard, openCase, refer, type Case } from './deeds';
import { expect, test, type Page } from './support';

/** Her page says nothing of whose it is or what for, in title, icon or words. */
async function expectNeutral(her: Page, { alias, phone, code }: Case): Promise<void> {
  expect(await her.title()).toBe('Thẻ');
  await expect(her.locator('link[rel=icon]')).toHaveAttribute('href', /\/assets\/plain-/);
  const page = await her.content();
  for (const word of [alias, phone, code, 'STI', 'HIV', 'Đồng Hành']) expect(page, word).not.toContain(word);
}

test('chị Mai trao thẻ, khách hàng tự xem và tự rút lại', async ({ arrive, page: her, open }) => {
  test.setTimeout(120_000); // two people's day, and a card is slow on purpose
  const mai = await arrive('worker');
  const client = await openCase(mai);
  const referral = await refer(mai, client.path);
  await mai.goto(client.path);
  await mai.getByRole('link', { name: 'Thẻ của khách hàng' }).click();
  await open(mai);
  const code = await giveCard(mai, client.path);
  expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
  await open(mai);
  await mai.goto(`${client.path}/card`);
  await expect(mai.getByRole('heading', { name: /Đang có thẻ/ })).toBeVisible();
  await open(mai);

  await her.goto('/card');
  await open(her);
  await enterCard(her, code.replaceAll(' ', ''), '918273');
  await expect(her.getByRole('alert')).toContainText('Số thẻ hoặc mã PIN chưa đúng');
  await open(her);
  await enterCard(her, code);
  await expect(her).toHaveURL('/card/own');
  await expectNeutral(her, client);
  await open(her);

  // Where she is expected, what is kept, who looked.
  const main = her.getByRole('main');
  await expect(main.locator('section', { hasText: 'Ngày hẹn' }).first()).toContainText('Phòng khám Hoa Sen');
  await expect(main.locator('dl.facts')).toContainText('Lần giới thiệu');
  await her.getByRole('link', { name: 'Xem tất cả' }).click();
  await expect(main.locator('li').first()).toContainText('Khách hàng');
  await expect(main).toContainText('Nhân viên công tác xã hội · Trung tâm Công tác xã hội');
  await expectNeutral(her, client);
  await open(her);
  await her.getByRole('link', { name: 'Quay lại' }).click();

  // She takes back what the clinic was told.
  await main.locator('li', { hasText: 'Cho Phòng khám Hoa Sen biết' }).getByRole('link').click();
  await expect(main).toContainText('Phòng khám Hoa Sen không xem được thông tin của bạn nữa');
  await open(her);
  await her.getByRole('button', { name: 'Rút lại ngay' }).click();
  await expect(her.getByRole('status')).toContainText('Đã đóng ngay lúc này.');
  await expectNeutral(her, client);
  await open(her);
  await mai.goto(referral);
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã rút lại sự đồng ý');
  await mai.goto(`${client.path}/who-looked`);
  await expect(mai.locator('tr', { hasText: 'Rút lại sự đồng ý' })).toContainText('Khách hàng');

  // A new card ends the one before.
  await giveCard(mai, client.path, 'Không thêm gì');
  await her.goto('/card/own');
  await expect(her).toHaveURL('/card');
  await enterCard(her, code);
  await expect(her.getByRole('alert')).toBeVisible();
});

test('thẻ mở những điều đã thống nhất, khi khách hàng muốn', async ({ arrive, page: her, open }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await mai.goto(`${path}/counselling/new`);
  await answer(mai, 'Loại buổi', 'Giảm nguy cơ').check();
  await mai.getByLabel('Đã thống nhất điều gì?').fill('Thứ Hai gọi lại cho trung tâm');
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await mai.waitForURL(path);
  await enterCard(her, await giveCard(mai, path, 'Ngày hẹn và những điều đã thống nhất trong các buổi'));
  await expect(her.getByRole('main')).not.toContainText('Thứ Hai gọi lại');
  await her.getByRole('link', { name: 'Đọc những điều đã thống nhất' }).click();
  await expect(her.getByRole('main')).toContainText('Thứ Hai gọi lại cho trung tâm');
  await open(her);
});

test('khách hàng tự xin bản sao, và vẫn xin xóa được sau khi đã rút lại tất cả', async ({ arrive, page: her, open }) => {
  test.setTimeout(120_000); // two people's day, and a card is slow on purpose
  const mai = await arrive('worker');
  const client = await openCase(mai);
  await enterCard(her, await giveCard(mai, client.path, 'Không thêm gì'));
  const main = her.getByRole('main');
  await expect(main).toContainText('Chưa có yêu cầu nào');
  const ask = her.getByRole('link', { name: 'Xin bản sao, xin sửa hoặc xin xóa' });
  await ask.click();
  await open(her);

  // What is missing is said at its field, and her words stay.
  await her.getByLabel('Bạn muốn nói thêm gì không?').fill('Em muốn có một bản về nhà');
  await her.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await expect(her.locator('#right-problem')).toBeVisible();
  await expect(her.getByLabel('Bạn muốn nói thêm gì không?')).toHaveValue('Em muốn có một bản về nhà');
  await open(her);
  await answer(her, 'Bạn muốn gì?', 'Xin bản sao').check();
  await her.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await expect(her.getByRole('status')).toContainText('Bạn sẽ được trả lời chậm nhất ngày');
  await expectNeutral(her, client);
  await open(her);
  await her.getByRole('link', { name: 'Quay lại' }).click();
  const row = main.locator('li', { hasText: 'Xin bản sao' });
  await expect(row).toContainText('Đã nhận');
  expect(await her.content()).not.toContain('Em muốn có một bản');
  await open(her);

  // Her worker reads her words and answers; she sees that she did.
  await mai.goto(`${client.path}/rights`);
  await mai.getByRole('link', { name: 'Xin bản sao' }).click();
  await expect(mai.getByText('Em muốn có một bản về nhà')).toBeVisible();
  await expect(mai.getByText('Trên trang của khách hàng')).toBeVisible();
  await answer(mai, 'Chuyển sang', 'Đã phản hồi').check();
  await mai.getByRole('button', { name: 'Lưu' }).click();
  await her.reload();
  await expect(row).toContainText('Đã phản hồi');

  // Nobody can read her words when all is taken back; she can still ask.
  for (const what of ['Lưu và xử lý dữ liệu', 'Sử dụng dịch vụ']) {
    await main.locator('li', { hasText: what }).getByRole('link').click();
    await her.getByRole('button', { name: 'Rút lại ngay' }).click();
    await her.getByRole('link', { name: 'Quay lại' }).click();
  }
  await ask.click();
  await expect(main).toContainText('không có ai đọc được');
  await expect(her.getByLabel('Bạn muốn nói thêm gì không?')).toHaveCount(0);
  await expect(answer(her, 'Bạn muốn gì?', 'Xin bản sao')).toHaveCount(0);
  await open(her);
  await answer(her, 'Bạn muốn gì?', 'Xóa dữ liệu').check();
  await her.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await expect(her.getByRole('status')).toContainText('Xóa dữ liệu');
  const officer = await arrive('officer');
  await officer.goto('/rights');
  await expect(officer.getByRole('link', { name: /^Xóa dữ liệu/ }).first()).toBeVisible();
});

test('thoát nhanh: trang biến mất, phiên kết thúc', async ({ arrive, page: her, open, javaScriptEnabled }) => {
  const mai = await arrive('worker');
  const code = await giveCard(mai, (await openCase(mai)).path);
  const gone = async () => {
    await expect(her).toHaveURL('/calendar');
    await expect(her).toHaveTitle(/^Tháng \d\d\/\d{4}$/);
    await open(her);
    const answered = her.waitForResponse((response) => new URL(response.url()).pathname === '/card/own');
    await her.goto('/card/own');
    expect((await answered).status()).toBe(303);
    await expect(her).toHaveURL('/card');
    expect((await her.context().cookies()).filter(({ name }) => name === '__Host-card')).toEqual([]);
  };

  await enterCard(her, code);
  await her.getByRole('button', { name: 'Thoát nhanh' }).click();
  await gone();
  if (!javaScriptEnabled) return;

  // By keyboard, from within a field too; the page is no more in the history.
  await enterCard(her, code);
  await her.getByRole('link', { name: 'Xem tất cả' }).click();
  await expect(her).toHaveURL('/card/looks');
  for (let press = 0; press < 3; press++) await her.keyboard.press('Escape');
  await expect(her).toHaveURL('/calendar');
  await her.goBack();
  await expect(her).not.toHaveURL('/card/looks');
  await expect(her.getByRole('heading', { name: 'Nhập thẻ' })).toBeVisible();
});
