// The life of an account: a password is lost, a paper too, and somebody leaves.
import { expectNothingThere, invite, letters, openCase } from './deeds';
import { expect, logIn, test, type Page } from './support';

const PASSWORD = 'ba con trâu qua suối';
const NEW = 'hai con trâu về bản';

/** A name and a username that nobody else has. */
function newcomer(): { name: string; username: string } {
  const own = letters();
  return { name: `Quàng Thị ${own}`, username: `nga.${own}` };
}

async function choosePassword(page: Page, password: string, button: string): Promise<string> {
  await page.getByLabel(/^Mật khẩu( mới)?$/).fill(password);
  await page.getByLabel('Nhập lại mật khẩu').fill(password);
  await page.getByRole('button', { name: button }).click();
  return page.locator('.code.printed').innerText();
}

test('quên mật khẩu, mất mã, rồi nghỉ việc', async ({ browser, demo, arrive, open }) => {
  test.setTimeout(300_000); // many log-ins, each of which costs a slow machine its second
  const { name, username } = newcomer();
  const admin = await arrive('administrator');
  const supervisor = await arrive('supervisor');
  const someone = async (): Promise<Page> => (await browser.newContext({ baseURL: demo.address })).newPage();
  const hers = await someone();

  const code = await test.step('được mời, nhận mã khôi phục và khóa', async () => {
    await hers.goto(await invite(admin, name, username, 'Nhân viên công tác xã hội'));
    const code = await choosePassword(hers, PASSWORD, 'Tạo tài khoản');
    await logIn(hers, { username, password: PASSWORD });
    await hers.goto('/account');
    await open(hers);
    const mark = await hers.locator('.code.printed').innerText();
    await supervisor.goto('/team');
    const row = supervisor.locator('li', { hasText: name });
    await expect(row).toContainText(mark);
    await open(supervisor);
    await row.getByRole('button', { name: 'Trao khóa' }).click();
    await expect(row).toContainText('Đã có khóa');
    return code;
  });

  const { path, alias } = await openCase(hers);

  const next = await test.step('quên mật khẩu: mã đã in mở lại tài khoản', async () => {
    const page = await someone();
    await page.goto('/login');
    await page.getByRole('link', { name: 'Quên mật khẩu? Dùng mã khôi phục đã in' }).click();
    await open(page);
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mã khôi phục').fill(code.replaceAll('-', ' ').toLowerCase().slice(0, -1));
    await page.getByRole('button', { name: 'Đặt mật khẩu mới' }).click();
    await expect(page.locator('#code-problem')).toContainText('ít nhất 32');
    await open(page);
    await page.getByLabel('Mã khôi phục').fill(code.replaceAll('-', ' ').toLowerCase());
    const next = await choosePassword(page, NEW, 'Đặt mật khẩu mới');
    expect(next).not.toBe(code);
    await open(page);
    await hers.goto('/my-day');
    await expect(hers).toHaveURL(/\/login/); // her other session is over
    await logIn(hers, { username, password: NEW });
    await hers.goto(path);
    await expect(hers.getByRole('heading', { level: 1 })).toContainText(alias);
    return next;
  });

  await test.step('đổi mật khẩu, xem các phiên', async () => {
    await hers.goto('/account/password');
    await hers.getByLabel('Mật khẩu hiện tại').fill('không phải mật khẩu');
    await hers.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await hers.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await hers.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await expect(hers.getByRole('alert')).toContainText('Mật khẩu hiện tại chưa đúng');
    await open(hers);
    const other = await someone();
    await logIn(other, { username, password: NEW });
    await hers.goto('/account');
    await expect(hers.getByText('Phiên này')).toHaveCount(1);
    await hers.getByRole('button', { name: 'Kết thúc mọi phiên khác' }).click();
    await other.goto('/my-day');
    await expect(other).toHaveURL(/\/login/);
  });

  await test.step('mất cả hai: đường dẫn mới, khóa mới, rồi ca cũ mở lại', async () => {
    await supervisor.goto('/team');
    await supervisor.getByRole('link', { name: `Cho vào lại – ${name}` }).click();
    await open(supervisor);
    await supervisor.getByRole('button', { name: 'Tạo đường dẫn' }).click();
    const link = await supervisor.getByRole('status').locator('.code').innerText();
    await open(supervisor);
    const page = await someone();
    await page.goto(link);
    await open(page);
    await choosePassword(page, PASSWORD, 'Đặt mật khẩu mới');
    await expectNothingThere(page, link);
    await logIn(page, { username, password: PASSWORD });
    await expectNothingThere(page, path);
    await supervisor.goto('/team');
    await supervisor.locator('li', { hasText: name }).getByRole('button', { name: 'Trao khóa' }).click();
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(alias);

    const dead = await someone();
    await dead.goto('/recovery');
    await dead.getByLabel('Tên đăng nhập').fill(username);
    await dead.getByLabel('Mã khôi phục').fill(next);
    await dead.getByLabel('Mật khẩu mới').fill(NEW);
    await dead.getByLabel('Nhập lại mật khẩu').fill(NEW);
    await dead.getByRole('button', { name: 'Đặt mật khẩu mới' }).click();
    await expect(dead.getByRole('alert')).toContainText('chưa đúng');
    await open(dead);
  });

  await test.step('nghỉ việc: tài khoản đóng, ca giao cho người khác, khóa của tổ đổi', async () => {
    await supervisor.goto('/team');
    await supervisor.getByRole('link', { name: `Đóng tài khoản – ${name}` }).click();
    await open(supervisor);
    await supervisor.getByLabel('Tôi đã xem kỹ và muốn đóng tài khoản này').check();
    await supervisor.getByRole('button', { name: 'Đóng tài khoản' }).click();
    await expect(supervisor.getByRole('status')).toContainText('Số ca chưa có người phụ trách: 1');
    await open(supervisor);
    await supervisor.getByRole('link', { name: 'Phân công ca' }).click();
    await supervisor.getByLabel(alias).check();
    await supervisor.getByLabel('Giao cho').selectOption({ label: 'Lò Thị Mai' });
    await open(supervisor);
    await supervisor.getByRole('button', { name: 'Phân công ca' }).click();
    await expect(supervisor.getByRole('main')).toContainText('Ca nào cũng có người phụ trách.');
    const mai = await arrive('worker');
    await mai.goto(path);
    await expect(mai.getByRole('heading', { level: 1 })).toContainText(alias);

    await supervisor.goto('/team');
    await expect(supervisor.getByText('Một người từng giữ khóa đã rời tổ.')).toBeVisible();
    await open(supervisor);
    await supervisor.getByRole('button', { name: 'Đổi khóa của tổ' }).click();
    await expect(supervisor.getByRole('heading', { level: 1 })).toHaveText('Đã đổi khóa của tổ');
    await open(supervisor);
    await supervisor.goto(path);
    await expect(supervisor.getByRole('heading', { level: 1 })).toContainText(alias);
  });
});
