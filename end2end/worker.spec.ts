// A social worker's day. Each test is one thing she does, with a client of its own.
import { answer, day, giveEvidence, openCase, refer, somebody } from './deeds';
import { expect, logIn, test } from './support';

test('chị Mai đăng nhập, mở ca mới, ghi buổi tư vấn và hẹn lần sau', async ({ page, demo, open }) => {
  await logIn(page, demo.logins.worker);
  await expect(page).toHaveURL('/my-day');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hôm nay');
  await open(page);

  const { alias, phone } = somebody();
  await page.getByRole('link', { name: 'Mở ca mới' }).click();
  await open(page);
  await page.getByLabel('Khách hàng muốn được gọi là gì?').fill(alias);
  await answer(page, 'Có thể liên hệ bằng cách nào?', 'Gọi điện').check();
  await page.getByLabel('Số điện thoại').fill(phone);
  await page.getByLabel('Giờ gọi an toàn').fill('14:00–16:00, ngày thường');
  await page.getByLabel('Nếu người khác nghe máy, nói').fill('hỏi lịch lớp may');

  // Three purposes, each read out and answered for itself; silence is not consent, so nothing is ticked beforehand.
  await expect(page.locator('.readout')).toHaveCount(3);
  for (const about of ['sử dụng dịch vụ', 'lưu và xử lý dữ liệu']) {
    const question = page.getByRole('group', { name: `Khách hàng trả lời về việc ${about}` });
    await expect(question.getByRole('radio', { checked: true })).toHaveCount(0);
    await question.getByLabel('Đồng ý', { exact: true }).check();
  }
  await giveEvidence(page);
  await page.getByRole('button', { name: 'Mở ca' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toContainText(alias);
  await expect(page.getByRole('heading', { level: 1 }).locator('.code')).toHaveText(/^KH-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(page.locator('.card-contact')).toContainText('hỏi lịch lớp may');
  await expect(page.getByRole('group', { name: 'Sự đồng ý' }).getByRole('link')).toHaveCount(2);
  await open(page);

  await page.getByRole('link', { name: 'Ghi buổi tư vấn' }).click();
  await open(page);
  expect(await page.locator('form.stack .field').count(), 'one screen, at most 12 inputs').toBeLessThanOrEqual(12);
  await answer(page, 'Loại buổi', 'Giảm nguy cơ').check();
  await answer(page, 'Về vấn đề gì?', 'Sức khỏe').check();
  await page.getByLabel('Đã thống nhất điều gì?').fill('Tuần này đi khám cùng chị Xuân.\n\nGọi lại sau phiên chợ.');
  await answer(page, 'Đã hỗ trợ', 'Đi cùng').check();
  await page.getByLabel('Hẹn lần sau').fill(day(7).iso);
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();

  await expect(page.locator('.case-head')).toContainText(`Buổi tư vấn · ${day(7).words}`);
  await expect(page.locator('.line')).toContainText('Gọi lại sau phiên chợ.');
  await open(page);
});

test('bấm Quay lại sau khi mở ca: không còn lời đồng ý nào của người trước', async ({ arrive }) => {
  const mai = await arrive('worker');
  await openCase(mai);
  await mai.goBack();
  await expect(mai).toHaveURL('/cases/new');
  await expect(mai.locator('main input:checked:not([name=given_by], [name=channel], [value=not_asked])')).toHaveCount(0);
});

test('bản nháp còn nguyên sau khi cửa sổ bị đóng', async ({ arrive, javaScriptEnabled }) => {
  const words = 'Kể về con trai.\n  "Cháu học lớp 3" – chị cười.';
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  const before = mai.context();

  await mai.goto(`${path}/counselling/new`);
  await answer(mai, 'Loại buổi', 'Gia đình').check();
  await mai.getByLabel('Đã thống nhất điều gì?').fill(words);
  // With JavaScript it saves itself; without, there is a button.
  if (javaScriptEnabled) await expect(mai.getByRole('status')).toHaveText('Đã lưu nháp');
  else await mai.getByRole('button', { name: 'Lưu nháp' }).click();
  await mai.close();

  const later = await before.newPage();
  await later.goto(`${path}/counselling/new`);
  await expect(later.getByText(/^Bản nháp lưu lúc/)).toBeVisible();
  await expect(later.getByLabel('Đã thống nhất điều gì?')).toHaveValue(words);
  await expect(answer(later, 'Loại buổi', 'Gia đình')).toBeChecked();

  // Saved for good, the draft is gone.
  await later.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(later.locator('.line')).toContainText('Cháu học lớp 3');
  await later.goto(`${path}/counselling/new`);
  await expect(later.getByLabel('Đã thống nhất điều gì?')).toHaveValue('');
});

test('phiên làm việc mất giữa chừng: chữ đã gõ vẫn còn', async ({ page, demo, javaScriptEnabled }) => {
  // Without JavaScript nothing keeps a draft by itself; what was not kept by hand is lost with the session. Known, see docs/SECURITY.md.
  test.skip(!javaScriptEnabled, 'drafts keep themselves only with JavaScript');
  await logIn(page, demo.logins.worker);
  const { path } = await openCase(page);
  await page.goto(`${path}/counselling/new`);
  await answer(page, 'Loại buổi', 'Khủng hoảng').check();
  await page.getByLabel('Đã thống nhất điều gì?').fill('Đêm qua bị đuổi khỏi nhà trọ.');
  await expect(page.getByRole('status')).toHaveText('Đã lưu nháp');
  await page.context().clearCookies(); // as after fifteen minutes without a request: a long note takes longer
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(page).toHaveURL(/\/login/);

  // She logs in again and finds her words, here or where she wrote them.
  const { username, password } = demo.logins.worker;
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page).not.toHaveURL(/\/login/);
  await page.goto(`${path}/counselling/new`);
  await expect(page.getByLabel('Đã thống nhất điều gì?')).toHaveValue('Đêm qua bị đuổi khỏi nhà trọ.');
});

test('máy để một mình mười lăm phút: khóa, rồi về đúng chỗ', async ({ page, demo, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'a page without a script does not watch the clock; its session ends all the same');
  await page.clock.install();
  await logIn(page, demo.logins.worker);
  await page.goto('/referrals');
  await page.clock.fastForward('14:00');
  await expect(page).toHaveURL('/referrals');
  await page.clock.fastForward('02:00');
  await expect(page).toHaveURL('/login?back=/referrals');
  await page.getByLabel('Tên đăng nhập').fill(demo.logins.worker.username);
  await page.getByLabel('Mật khẩu').fill(demo.logins.worker.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page).toHaveURL('/referrals');
});

test('tìm lại một ca, và ai đã xem ca ấy', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias, code, phone } = await openCase(mai);
  await refer(mai, path);
  const folded = alias.replace('Đỗ', 'do').replace('Quyên', 'quyen');

  for (const query of [folded, code.toLowerCase(), phone.slice(-6)]) {
    await mai.goto('/cases');
    await mai.getByRole('searchbox', { name: 'Tìm' }).fill(query);
    await mai.getByRole('button', { name: 'Tìm' }).click();
    await expect(mai.locator('.rows > li'), query).toHaveCount(1);
    await expect(mai.locator('.rows > li'), query).toContainText(code);
    await expect(mai, 'what is looked for stays out of addresses').toHaveURL('/cases');
  }
  await open(mai);

  await mai.getByRole('link', { name: alias }).click();
  await mai.getByRole('link', { name: 'Ai đã xem' }).click();
  const looks = mai.getByRole('region', { name: 'Ai đã xem' });
  for (const deed of ['Mở ca', 'Xem trong danh sách', 'Mở hồ sơ', 'Ghi sự đồng ý', 'Xem trang “Ai đã xem”'])
    await expect(looks.locator('[data-label="Việc"]').filter({ hasText: deed }).first()).toBeVisible();
  await expect(looks, 'never what was seen').not.toContainText(alias);
  await open(mai);
});

test('mất mạng giữa chừng: mọi điều đã ghi vẫn còn sau đó', async ({ arrive, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'without the script there is nothing that saves by itself; the button is another test');
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  const form = `${path}/incidents/new`;
  await mai.goto(form);
  await mai.locator('[name=kind][value=emotional]').check();
  await mai.getByLabel('Đã làm gì').fill('Đã lưu tin nhắn.');
  await expect(mai.getByRole('status')).toHaveText('Đã lưu nháp');

  // The network goes: what is typed after that is said not to be kept, and stays in the page.
  await mai.context().setOffline(true);
  await mai.getByLabel('Đã làm gì').fill('Đã lưu tin nhắn. Hẹn gặp ngày mai.');
  await expect(mai.getByRole('status')).not.toHaveText('Đã lưu nháp');
  await expect(mai.getByLabel('Đã làm gì')).toHaveValue('Đã lưu tin nhắn. Hẹn gặp ngày mai.');

  // It is back: the next word saves all of it, and another window finds it.
  await mai.context().setOffline(false);
  await mai.getByLabel('Đã làm gì').press('End');
  await mai.getByLabel('Đã làm gì').pressSequentially('.');
  await expect(mai.getByRole('status')).toHaveText('Đã lưu nháp');
  const later = await mai.context().newPage();
  await later.goto(form);
  await expect(later.getByLabel('Đã làm gì')).toHaveValue('Đã lưu tin nhắn. Hẹn gặp ngày mai..');
  await expect(later.locator('[name=kind][value=emotional]')).toBeChecked();
});
