// Every supervisor has lost her keys: two of three papers bring them back to a new one.
import { expectNothingThere, invite, letters, openCase } from './deeds';
import { expect, logIn, test } from './support';

const PASSWORD = 'ba con trâu qua suối';

test('ba tờ dự phòng: làm, in, mất khóa, mở lại bằng hai tờ', async ({ browser, demo, arrive, open }) => {
  test.setTimeout(240_000); // several log-ins, each of which costs a slow machine its second
  const supervisor = await arrive('supervisor');
  const mai = await arrive('worker');

  const papers = await test.step('giám sát viên làm ba tờ mới và in', async () => {
    await supervisor.goto('/team');
    await supervisor.getByRole('link', { name: 'Xem tờ dự phòng' }).click();
    await open(supervisor);
    await supervisor.getByRole('button', { name: 'Làm ba tờ mới' }).click();
    await open(supervisor);
    await expect(supervisor.getByRole('status')).toContainText('chỉ hiện lần này');
    const sheets = supervisor.locator('article.paper');
    await expect(sheets).toHaveCount(3);
    await expect(sheets.first().getByRole('img', { name: 'Tờ 1 trên 3' })).toBeVisible();
    const pdf = await supervisor.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
    return sheets.locator('.code.groups').allInnerTexts();
  });

  await test.step('lời đọc cho khách hàng nói rõ', async () => {
    await mai.goto('/cases/new');
    await expect(mai.locator('.readout').nth(1)).toContainText('ba tờ giấy do ba người giữ');
  });
  const { path, alias } = await openCase(mai);

  const username = `moi.${letters()}`;
  const hers = await (await browser.newContext({ baseURL: demo.address })).newPage();
  await test.step('giám sát viên mới chưa có khóa', async () => {
    const admin = await arrive('administrator');
    await hers.goto(await invite(admin, 'Lường Thị Mới', username, 'Giám sát viên'));
    await hers.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await hers.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await hers.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await logIn(hers, { username, password: PASSWORD });
    await expectNothingThere(hers, path);
  });

  await test.step('hai người giữ tờ nhập sai, rồi đúng', async () => {
    await hers.goto('/my-day');
    await hers.getByRole('link', { name: 'Mở lại bằng hai tờ dự phòng' }).click();
    await open(hers);
    const type = async (one: string, other: string) => {
      await hers.getByLabel('Tờ thứ nhất').fill(one);
      await hers.getByLabel('Tờ thứ hai').fill(other);
      await hers.getByRole('button', { name: 'Mở lại khóa' }).click();
    };
    await type(papers[0], papers[0].toLowerCase());
    await expect(hers.locator('#share_2-problem')).toContainText('cùng một tờ');
    await expect(hers.getByLabel('Tờ thứ nhất')).toHaveValue('');
    await expect(hers.getByRole('alert')).toContainText('hãy nhập lại cả hai');
    await open(hers);
    await type(papers[0].slice(6), papers[1]);
    await expect(hers.locator('#share_1-problem')).toContainText('ít nhất 65');
    await type(papers[2], papers[0].replace(/\s/g, '').toLowerCase());
    await expect(hers.getByRole('heading', { level: 1 })).toHaveText('Khóa của tổ đã trở lại');
    await open(hers);
    await hers.goto(path);
    await expect(hers.getByRole('heading', { level: 1 })).toContainText(alias);
  });

  await test.step('ba tờ hết hiệu lực, người bảo vệ dữ liệu được báo', async () => {
    await hers.goto('/recovery-sheet');
    await expect(hers.getByText('Đã dùng', { exact: true })).toHaveCount(1);
    await open(hers);
    const officer = await arrive('officer');
    await officer.goto('/audit');
    await expect(officer.getByRole('alert')).toContainText('Lường Thị Mới đã dùng hai tờ dự phòng');
    await open(officer);
  });
});
