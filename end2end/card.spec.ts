// A client's own page: the worker gives her a card, she opens her page on any phone, takes a yes back, and is gone.
import { answer, openCase, refer, type Case } from './deeds';
import { expect, test, type Page } from './support';

const PIN = '402817';

/** The worker chooses with her what the card opens; she types her PIN; the number is shown once. */
async function give(mai: Page, path: string, reach = 'Ngày hẹn'): Promise<string> {
  await mai.goto(`${path}/card`);
  await answer(mai, 'Khách hàng muốn thẻ mở thêm điều gì?', reach).check();
  await mai.getByLabel('Mã PIN', { exact: true }).fill(PIN);
  await mai.getByLabel('Nhập lại mã PIN').fill(PIN);
  await mai.getByRole('button', { name: 'Làm thẻ' }).click();
  return mai.locator('.slip.card .code').innerText();
}

async function enter(her: Page, code: string, pin = PIN): Promise<void> {
  await her.goto('/card');
  await her.getByLabel('Số thẻ').fill(code);
  await her.getByLabel('Mã PIN').fill(pin);
  await her.getByRole('button', { name: 'Mở', exact: true }).click();
}

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
  const code = await give(mai, client.path);
  expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
  await open(mai);
  await mai.goto(`${client.path}/card`);
  await expect(mai.getByRole('heading', { name: /Đang có thẻ/ })).toBeVisible();
  await open(mai);

  await her.goto('/card');
  await open(her);
  await enter(her, code.replaceAll(' ', ''), '918273');
  await expect(her.getByRole('alert')).toContainText('Số thẻ hoặc mã PIN chưa đúng');
  await open(her);
  await enter(her, code);
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
  await give(mai, client.path, 'Không thêm gì');
  await her.goto('/card/own');
  await expect(her).toHaveURL('/card');
  await enter(her, code);
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
  await enter(her, await give(mai, path, 'Ngày hẹn và những điều đã thống nhất trong các buổi'));
  await expect(her.getByRole('main')).not.toContainText('Thứ Hai gọi lại');
  await her.getByRole('link', { name: 'Đọc những điều đã thống nhất' }).click();
  await expect(her.getByRole('main')).toContainText('Thứ Hai gọi lại cho trung tâm');
  await open(her);
});

test('thoát nhanh: trang biến mất, phiên kết thúc', async ({ arrive, page: her, open, javaScriptEnabled }) => {
  const mai = await arrive('worker');
  const code = await give(mai, (await openCase(mai)).path);
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

  await enter(her, code);
  await her.getByRole('button', { name: 'Thoát nhanh' }).click();
  await gone();
  if (!javaScriptEnabled) return;

  // By keyboard, from within a field too; the page is no more in the history.
  await enter(her, code);
  await her.getByRole('link', { name: 'Xem tất cả' }).click();
  await expect(her).toHaveURL('/card/looks');
  for (let press = 0; press < 3; press++) await her.keyboard.press('Escape');
  await expect(her).toHaveURL('/calendar');
  await her.goBack();
  await expect(her).not.toHaveURL('/card/looks');
  await expect(her.getByRole('heading', { name: 'Nhập thẻ' })).toBeVisible();
});
