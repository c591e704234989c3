// Words that were accepted are shown to others later. Whatever they are, they stay words, wherever they show.
import { answer, day, letters, openCase, preview, recordRequest, somebody } from './deeds';
import { watch } from './hostile';
import { expect, test, type Page } from './support';

const RUN = `document.title='xss'`;
const IMAGE = `"><img src=x onerror=${RUN}>`;
const SCRIPT = `</textarea></q><script>${RUN}</script>`;

async function expectOnlyWords(page: Page, path?: string): Promise<void> {
  if (path) await page.goto(path);
  expect(await page.title(), page.url()).not.toContain('xss');
  await expect(page.locator('main img, main script:has-text("xss")'), page.url()).toHaveCount(0);
}

test('lời độc đã lưu vẫn chỉ là lời, ở mọi trang', async ({ arrive }) => {
  const mai = await arrive('worker');
  const dialogs = watch(mai);
  // Forty characters of markup and a name of its own: an alias has sixty.
  const alias = `${IMAGE}${letters()}`;
  const { path, code } = await openCase(mai, { ...somebody(), alias });
  await expect(mai.getByRole('heading', { level: 1 })).toContainText(alias);
  await expectOnlyWords(mai);

  await mai.goto(`${path}/counselling/new`);
  await answer(mai, 'Loại buổi', 'Khủng hoảng').check();
  await mai.getByLabel('Đã thống nhất điều gì?').fill(SCRIPT);
  await mai.getByRole('button', { name: 'Lưu nháp' }).click();
  await mai.waitForURL(path);
  await expectOnlyWords(mai, `${path}/counselling/new`);
  await expect(mai.getByLabel('Đã thống nhất điều gì?')).toHaveValue(SCRIPT);
  await mai.getByLabel('Hẹn lần sau').fill(day(0).iso);
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('.line')).toContainText(SCRIPT);
  await expectOnlyWords(mai);

  // Her alias may travel, if she wants it to.
  await preview(mai, path);
  await mai.getByText('Nhu cầu đặc biệt, thông tin thêm').click();
  await answer(mai, 'Cho nơi nhận biết thêm', 'Tên gọi').check();
  await mai.getByRole('button', { name: 'Xem nơi nhận sẽ thấy gì' }).click();
  await expect(mai.locator('#preview')).toContainText(alias);
  await recordRequest(mai);
  await expectOnlyWords(mai);
  await mai.getByRole('button', { name: 'Gửi', exact: true }).click();
  await mai.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
  const referral = new URL(mai.url()).pathname;

  for (const at of [referral, `${referral}/slip`, '/referrals', '/my-day', '/cases', `${path}/who-looked`])
    await expectOnlyWords(mai, at);
  expect(dialogs).toEqual([]);
  const sen = await arrive('clinic');
  await expectOnlyWords(sen, '/expected');
  await expect(sen.locator('li', { hasText: code })).toContainText(alias);
  await expectOnlyWords(sen, referral.replace('/referrals/', '/expected/'));
  await expect(sen.getByText(alias)).toBeVisible();
});

test('chữ tổ hợp và ký tự ẩn: lưu gọn, tìm ra, đọc đúng', async ({ arrive }) => {
  const mai = await arrive('worker');
  const own = letters();
  // As some telephones send it: marks apart from their letters, and characters that nobody sees.
  const alias = `  Lò Thị\u200b Ánh\u202e ${own} `.normalize('NFD');
  const { code } = await openCase(mai, { ...somebody(), alias });
  await expect(mai.getByRole('heading', { level: 1 })).toHaveText(`Lò Thị Ánh ${own} ${code}`);
  for (const query of [`lo thi anh ${own}`, `ÁNH ${own}`.normalize('NFD'), `Lò\u200d Thị`]) {
    await mai.goto('/cases');
    await mai.getByRole('searchbox').fill(query);
    await mai.getByRole('button', { name: 'Tìm' }).click();
    await expect(mai.locator('.rows > li', { hasText: code }), query).toHaveCount(1);
  }
});
