// Two records of one client: found, side by side, carried on, and both back as they were; charts and the calendar file.
import { readFileSync } from 'node:fs';
import { openCase, somebody } from './deeds';
import { expect, test } from './support';

test('hai hồ sơ của một khách hàng: xem cạnh nhau, nối, đọc hồ sơ cũ, tách lại', async ({ arrive, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const first = await openCase(mai);
  const second = await openCase(mai, { ...somebody(), phone: first.phone });

  await mai.goto('/duplicates');
  await open(mai);
  const pair = mai.getByRole('listitem').filter({ hasText: first.code }).filter({ hasText: second.code });
  await expect(pair).toContainText('Cùng số cuối điện thoại');
  await pair.getByRole('link').click();
  await open(mai);
  await expect(mai.getByRole('cell', { name: first.alias })).toBeVisible();
  await expect(mai.getByRole('cell', { name: second.alias })).toBeVisible();
  for (const { code } of [first, second]) await expect(mai.getByRole('link', { name: code })).toHaveCount(1);

  // Nothing chosen: said at the question.
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(mai.locator('#answer-problem')).toBeVisible();
  await open(mai);

  await mai.getByLabel(`Cùng một khách hàng: dùng tiếp hồ sơ ${second.code}`).check();
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await mai.waitForURL(new RegExp(`${second.path}$`));
  await mai.goto(first.path);
  expect(new URL(mai.url()).pathname, 'the old address leads on').toBe(second.path);
  await mai.goto('/cases');
  await expect(mai.getByText(first.code)).toHaveCount(0);

  await mai.goto(second.path);
  await mai.getByRole('link', { name: 'Hồ sơ đã nối (1)' }).click();
  await expect(mai.getByRole('heading', { name: first.alias })).toBeVisible();
  await open(mai);

  // Where she takes back, she is asked about the other record too.
  await mai.locator('.chips a').first().click();
  await expect(mai.getByText('Khách hàng này còn hồ sơ khác')).toBeVisible();
  await open(mai);

  await mai.goto(`${second.path}/earlier`);
  await mai.getByRole('button', { name: 'Tách lại như cũ' }).click();
  await expect(mai.getByText('Không có hồ sơ đã nối nào')).toBeVisible();
  await mai.goto(first.path);
  expect(new URL(mai.url()).pathname).toBe(first.path);

  // Two people after all.
  await mai.goto('/duplicates');
  await pair.getByRole('link').click();
  await mai.getByLabel('Hai người khác nhau').check();
  await mai.getByRole('button', { name: 'Lưu', exact: true }).click();
  await mai.waitForURL('**/duplicates');
  await mai.getByText('Đã ghi là hai người khác nhau').click();
  await expect(pair).toContainText('Lò Thị Mai');
  await open(mai);
});

test('biểu đồ và tệp lịch không nói ai', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { alias, code } = await openCase(mai);
  await mai.goto('/cases/charts');
  await expect(mai.getByRole('img', { name: 'Việc tiếp theo' })).toBeVisible();
  await expect(mai.getByRole('table')).toHaveCount(4);
  await expect(mai.getByRole('main')).not.toContainText(alias);
  await open(mai);

  await mai.goto('/my-day');
  const [file] = await Promise.all([
    mai.waitForEvent('download'),
    mai.getByRole('link', { name: 'Tải lịch hẹn của tôi (.ics)' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('calendar.ics');
  const text = readFileSync((await file.path())!, 'utf8');
  expect(text).toContain('BEGIN:VCALENDAR');
  expect(text).not.toContain(code);
});
