import { expect, type Page } from '@playwright/test';

export type Client = { alias: string; phone: string };
export type Case = Client & { path: string; code: string };

/** Six letters, for a name that nobody else has. */
export const letters = (): string =>
  Array.from({ length: 6 }, () => 'bcdghklmnpqrstvx'[Math.floor(Math.random() * 16)]).join('');

/** Somebody who does not exist and is met nowhere else. */
export function somebody(): Client {
  const figures = String(Math.floor(Math.random() * 1e8)).padStart(8, '0');
  return { alias: `Đỗ Quyên ${letters()}`, phone: `09${figures}` };
}

/** One of the answers under a question. */
export const answer = (page: Page, question: string, words: string) =>
  page.getByRole('group', { name: question }).getByLabel(words, { exact: true });

/** How a consent was given: on paper, in Vietnamese, before a witness. */
export async function giveEvidence(page: Page): Promise<void> {
  await answer(page, 'Khách hàng đồng ý bằng cách nào?', 'Chữ ký trên giấy').check();
  await answer(page, 'Đọc bằng tiếng gì?', 'Tiếng Việt').check();
  await page.getByLabel('Người chứng kiến').fill('Mè Thị Lả');
  await page.getByLabel('Khách hàng đã được cho biết đây là dữ liệu nhạy cảm').check();
  await page.getByLabel('Khách hàng đã nói lại bằng lời của mình').check();
}

/** Opens a case for a client who says yes to both purposes. */
export async function openCase(page: Page, client: Client = somebody()): Promise<Case> {
  await page.goto('/cases/new');
  await page.getByLabel('Khách hàng muốn được gọi là gì?').fill(client.alias);
  await answer(page, 'Có thể liên hệ bằng cách nào?', 'Gọi điện').check();
  await page.getByLabel('Số điện thoại').fill(client.phone);
  await answer(page, 'Khách hàng trả lời về việc sử dụng dịch vụ', 'Đồng ý').check();
  await answer(page, 'Khách hàng trả lời về việc lưu và xử lý dữ liệu', 'Đồng ý').check();
  await giveEvidence(page);
  await page.getByRole('button', { name: 'Mở ca' }).click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  const code = await page.getByRole('heading', { level: 1 }).locator('.code').innerText();
  return { ...client, code, path: new URL(page.url()).pathname };
}

/** Fills the first part of a referral and asks what the receiver will see. */
export async function preview(page: Page, path: string): Promise<void> {
  await page.goto(`${path}/referrals/new`);
  await page.getByRole('button', { name: 'Sức khỏe tình dục' }).click();
  await page.getByLabel(/Khám sàng lọc STI · Phòng khám Hoa Sen/).check();
  await answer(page, 'Khi nào?', 'Trong 7 ngày').check();
  await page.getByRole('button', { name: 'Xem nơi nhận sẽ thấy gì' }).click();
}

/** The client's own request in writing, for the receiver of the preview. */
export async function recordRequest(page: Page): Promise<void> {
  await page.getByLabel('Khách hàng tự đề nghị bằng văn bản').check();
  await giveEvidence(page);
  await page.getByRole('button', { name: 'Ghi nhận đề nghị' }).click();
}

/** Sends her to Hoa Sen; gives the address of the referral. */
export async function refer(page: Page, path: string): Promise<string> {
  await preview(page, path);
  await recordRequest(page);
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** Sends her to another receiver, for a service that is chosen directly; gives the address of the referral. */
export async function referTo(page: Page, path: string, service: string, receiver: string): Promise<string> {
  await page.goto(`${path}/referrals/new`);
  await page.getByText('Chọn thẳng một dịch vụ').click();
  await page.getByRole('button', { name: service, exact: true }).click();
  await page.getByRole('main').getByLabel(new RegExp(receiver)).first().check();
  await answer(page, 'Khi nào?', 'Trong 7 ngày').check();
  await page.getByRole('button', { name: 'Xem nơi nhận sẽ thấy gì' }).click();
  await recordRequest(page);
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** At the receiver's desk she says yes to a record of its own. */
export async function agreeToRecord(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Hỏi ý kiến khách hàng về hồ sơ riêng' }).click();
  await answer(page, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(page);
  await page.getByRole('button', { name: 'Lưu câu trả lời' }).click();
}

/** Writes a plan of one goal and one step, and submits it; gives the address of the version. */
export async function writePlan(page: Page, path: string, words = 'Tôi muốn học may.'): Promise<string> {
  await page.goto(`${path}/care-plan/new`);
  await page.locator('#g1_need').selectOption('work');
  await page.locator('#g1_words').fill(words);
  await page.locator('#g1_s1_what').fill('Hỏi lớp may');
  await page.locator('[name=g1_s1_doer][value=worker]').check();
  await page.getByRole('button', { name: 'Lưu và gửi duyệt' }).click();
  return (await page.locator('.rows a.row-link').first().getAttribute('href'))!;
}

/** The team of the worker and the supervisor of the demonstration. */
const TEAM = 'Trung tâm Công tác xã hội · Tổ Tô Hiệu';

/** The administrator invites somebody into a team; gives the address of the invitation. */
export async function invite(admin: Page, name: string, username: string, role: string, team = TEAM): Promise<string> {
  await admin.goto('/accounts');
  await admin.getByLabel('Họ và tên').fill(name);
  await admin.getByLabel('Tên đăng nhập').fill(username);
  await admin.getByLabel(role).check();
  await admin.getByLabel('Tổ', { exact: true }).selectOption({ label: team });
  await admin.getByRole('button', { name: 'Mời người dùng' }).click();
  return admin.getByRole('status').locator('.code').innerText();
}

/** What a client types to open her own page. */
export const PIN = '402817';

/** The worker chooses with her what the card opens; she types her PIN; the number is shown once. */
export async function giveCard(mai: Page, path: string, reach = 'Ngày hẹn'): Promise<string> {
  await mai.goto(`${path}/card`);
  await answer(mai, 'Khách hàng muốn thẻ mở thêm điều gì?', reach).check();
  await mai.getByLabel('Mã PIN', { exact: true }).fill(PIN);
  await mai.getByLabel('Nhập lại mã PIN').fill(PIN);
  await mai.getByRole('button', { name: 'Làm thẻ' }).click();
  return mai.locator('.slip.card .code').innerText();
}

/** She opens her own page. */
export async function enterCard(her: Page, code: string, pin = PIN): Promise<void> {
  await her.goto('/card');
  await her.getByLabel('Số thẻ').fill(code);
  await her.getByLabel('Mã PIN').fill(pin);
  await her.getByRole('button', { name: 'Mở', exact: true }).click();
}

/** Asks to open a case because somebody may harm herself, with what happened. */
export async function breakGlass(page: Page, code: string): Promise<void> {
  await page.goto('/emergency');
  await page.getByLabel('Mã khách hàng').fill(code);
  await answer(page, 'Nguy hiểm gì đang xảy ra?', 'Có thể tự làm hại mình').check();
  await answer(page, 'Cần mở phần nào?', 'Liên hệ an toàn').check();
  await page.getByLabel('Chuyện gì xảy ra').fill('Gọi đến, nói lời từ biệt. Tôi gọi lại ngay.');
  await page.getByRole('button', { name: 'Mở trong 4 giờ' }).click();
}

/** The worker's page of a colleague's case that is open in an emergency, as it is when the demonstration begins. */
export async function seeEmergency(page: Page): Promise<string> {
  await page.goto('/my-day');
  await page.locator('main a[href$="/emergency"]').first().click();
  return page.getByRole('heading', { level: 1 }).locator('.code').innerText();
}

/** She lets somebody know the private part, in writing, for a hundred days. */
export async function letKnow(page: Page, path: string, whom: string | RegExp, letter = /^Khoản 3, điểm d/): Promise<void> {
  await page.goto(`${path}/article-30/consent`);
  await page.getByRole('group', { name: 'Khách hàng cho ai biết?' }).getByLabel(whom).check();
  await page.getByRole('group', { name: /^Căn cứ: Điều 30/ }).getByLabel(letter).check();
  await page.getByLabel('Đồng ý đến hết ngày').fill(day(100).iso);
  await giveEvidence(page);
  await page.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(page.getByRole('status')).toContainText('Đã ghi');
}

/** She takes back how to reach her; the rest goes on. */
export async function takeBackContact(page: Page, path: string): Promise<void> {
  await page.goto(`${path}/consents`);
  await page.getByRole('link', { name: 'Rút lại: Lưu và xử lý dữ liệu' }).click();
  await page.getByText('Chỉ rút lại một phần').click();
  await answer(page, 'Phần rút lại', 'Liên hệ an toàn').check();
  await page.getByRole('button', { name: 'Rút lại phần đã chọn' }).click();
  await expect(page.getByRole('status')).toBeVisible();
}

/** The day it is in Vietnam so many days from now, as a date field posts it and as people read it. */
export function day(fromNow: number): { iso: string; words: string } {
  const at = new Date(Date.now() + (7 * 60 * 60 + fromNow * 24 * 60 * 60) * 1000);
  const iso = at.toISOString().slice(0, 10);
  return { iso, words: iso.split('-').reverse().join('/') };
}

/** The page of what is not there, or may not be seen: one answer for both. */
export async function expectNothingThere(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), path).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Không tìm thấy');
}

/** Sets the phone up and waits until it can do without the server. */
export async function enrol(page: Page): Promise<void> {
  await page.goto('/field/phone');
  await page.getByRole('button', { name: 'Cài máy này' }).click();
  await page.locator('#pin').fill(PIN);
  await page.locator('#pin_again').fill(PIN);
  await page.getByRole('button', { name: 'Xong, mở trang ghi chép' }).click();
  await page.waitForURL('**/field/log');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await unlock(page);
}

/** Opens the log with the PIN. */
export async function unlock(page: Page): Promise<void> {
  await page.locator('#pin').fill(PIN);
  await page.getByRole('button', { name: 'Mở', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Xong', exact: true })).toBeVisible();
  await expect(page.locator('form[data-field][data-awake]')).toBeVisible();
}
