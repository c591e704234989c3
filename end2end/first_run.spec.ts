// The first day of a deployment: from the link that is printed where the server was started to a worker with keys.
import { expectNothingThere, invite } from './deeds';
import { expect, logIn, test, type Page } from './support';

const PASSWORD = 'ba con trâu qua suối'; // any characters, also Vietnamese ones

test('ngày đầu: thiết lập, mời người, trao khóa', async ({ browser, empty, open }) => {
  test.setTimeout(180_000);
  const someone = async (): Promise<Page> => (await browser.newContext({ baseURL: empty.address })).newPage();

  const on = await test.step('giám sát viên thiết lập', async () => {
    const page = await someone();
    await expectNothingThere(page, '/first-run/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await page.goto(empty.firstRun);
    await open(page);
    await page.getByLabel('Tên tổ chức').fill('Trung tâm Công tác xã hội Mường Khoa');
    await page.getByLabel('Tên tổ', { exact: true }).fill('Tổ Suối Sập');
    await page.getByLabel('Họ và tên giám sát viên').fill('Hoàng Thị Ơn');
    await page.getByLabel('Tên đăng nhập', { exact: true }).fill('on.hoang');
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await page.getByLabel('Tên đăng nhập của quản trị').fill('quantri');
    await page.getByLabel('Mật khẩu của quản trị').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tạo và bắt đầu' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Đã thiết lập xong');
    const codes = await page.locator('dd.code').allInnerTexts();
    expect(new Set(codes.filter((code) => code.length >= 16)).size, 'a recovery code for each').toBe(2);
    await open(page);
    await expectNothingThere(page, empty.firstRun); // the link has done its work

    await logIn(page, { username: 'on.hoang', password: PASSWORD });
    await expect(page).toHaveURL('/my-day');
    await expect(page.getByText('chưa có khóa của tổ')).toHaveCount(0);
    return page;
  });

  const admin = await test.step('quản trị thêm phòng khám, mời hai người', async () => {
    const page = await someone();
    await logIn(page, { username: 'quantri', password: PASSWORD });
    await expect(page).toHaveURL('/accounts');
    await page.getByRole('link', { name: 'Thêm tổ chức' }).click();
    await page.getByLabel('Cơ sở y tế').check();
    await page.getByLabel('Tên tổ chức').fill('Phòng khám Hoa Đào');
    await page.getByLabel('Địa chỉ và giờ làm việc').fill('Bản Cá, xã Mường Khoa · 7:00–17:00');
    await page.getByLabel('Khám sức khỏe', { exact: true }).check();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await expect(page.getByRole('main')).toContainText('Phòng khám Hoa Đào');
    await open(page);
    return page;
  });

  const welcome = async (name: string, username: string, role: string, team: string): Promise<Page> => {
    const link = await invite(admin, name, username, role, team);
    await open(admin);

    const page = await someone();
    await page.goto(link);
    await expect(page.getByText(name)).toBeVisible();
    await open(page);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await expect(page.locator('.code')).toHaveText(/.{16}/);
    await open(page);
    await expectNothingThere(page, link); // used once
    await logIn(page, { username, password: PASSWORD });
    return page;
  };

  const pao = await test.step('nhân viên nhận lời mời, chờ khóa', async () => {
    const team = 'Trung tâm Công tác xã hội Mường Khoa · Tổ Suối Sập';
    const page = await welcome('Lường Văn Páo', 'pao', 'Nhân viên công tác xã hội', team);
    await expect(page).toHaveURL('/my-day');
    await expect(page.getByText('chưa có khóa của tổ')).toBeVisible();
    return page;
  });

  await test.step('người đầu tiên của phòng khám không phải chờ ai', async () => {
    const page = await welcome('Cầm Thị Ảnh', 'anh.cam', 'Nhân viên phòng khám', 'Phòng khám Hoa Đào');
    await expect(page).toHaveURL('/expected');
    await expect(page.getByText('chưa có khóa của tổ')).toHaveCount(0);
    await open(page);
  });

  await test.step('giám sát viên trao khóa, nhân viên làm việc được', async () => {
    await on.goto('/team');
    await open(on);
    await on.locator('li', { hasText: 'Lường Văn Páo' }).getByRole('button', { name: 'Trao khóa' }).click();
    await expect(on.locator('li', { hasText: 'Lường Văn Páo' })).toContainText('Đã có khóa');
    await pao.reload();
    await expect(pao.getByText('chưa có khóa của tổ')).toHaveCount(0);
    await expect(pao.getByText('Hôm nay không có ai cần liên hệ.')).toBeVisible();
    await open(pao);
    await pao.goto('/cases/new');
    await expect(pao.getByRole('button', { name: 'Mở ca' })).toBeVisible();
  });

  await test.step('quản trị không có đường đến khách hàng', async () => {
    for (const path of ['/cases', '/cases/new', '/my-day', '/contacts', '/referrals', '/expected', '/team'])
      await expectNothingThere(admin, path);
  });
});
