// A note for oneself: written, sealed, opened again; nobody else opens it, and nobody else's page says that there is one.
import { expectNothingThere, openCase } from './deeds';
import { expect, test } from './support';

const HOSTILE = `</textarea><script>document.title='xss'</script>"><img src=x onerror=document.title='xss'>`;

test('ghi chú niêm phong: chỉ người viết mở được, người khác không thấy là có', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const supervisor = await arrive('supervisor');
  const { path, alias } = await openCase(mai);
  await supervisor.goto(path);
  const before = await supervisor.getByRole('main').innerHTML();
  const looks = async () => {
    await supervisor.goto(`${path}/who-looked`);
    return await supervisor.getByRole('main').innerText();
  };

  await mai.getByRole('link', { name: 'Ghi chú niêm phong của tôi', exact: true }).click();
  await expect(mai.getByText('Bạn chưa có ghi chú niêm phong nào')).toBeVisible();
  await expect(mai.getByText('Ghi chú mất hẳn khi tài khoản của bạn đóng lại')).toBeVisible();
  await open(mai);
  await mai.getByRole('link', { name: 'Viết ghi chú niêm phong' }).click();
  await open(mai);

  // Nothing written is no note; too much is said at the field, and stays.
  await mai.getByRole('button', { name: 'Niêm phong' }).click();
  await expect(mai.locator('#words-problem')).toBeVisible();
  await mai.getByLabel('Ghi chú', { exact: true }).fill('Dài quá. '.repeat(2500));
  await mai.getByRole('button', { name: 'Niêm phong' }).click();
  await expect(mai.locator('#words-problem')).toBeVisible();
  await expect(mai.getByLabel('Ghi chú', { exact: true })).toHaveValue('Dài quá. '.repeat(2500));
  await open(mai);
  const words = `Mình thấy lo. ${HOSTILE}`;
  await mai.getByLabel('Ghi chú', { exact: true }).fill(words);
  await mai.getByRole('button', { name: 'Niêm phong' }).click();
  await mai.waitForURL(`${path}/sealed-notes`);
  await expect(mai.getByRole('main')).not.toContainText('Mình thấy lo');
  await mai.getByRole('link', { name: /^Viết lúc/ }).click();
  await expect(mai.locator('.prose')).toHaveText(words);
  expect(await mai.title()).not.toContain('xss');
  await open(mai);
  const note = new URL(mai.url()).pathname;
  await mai.goto(path);
  await expect(mai.getByRole('link', { name: 'Ghi chú niêm phong của tôi (1)' })).toBeVisible();

  // The supervisor, who opens the case: no link, no list, no look, and the page as it was.
  await expectNothingThere(supervisor, note);
  await expectNothingThere(supervisor, `${path}/sealed-notes`);
  await supervisor.goto(path);
  await expect(supervisor.getByRole('heading', { level: 1 })).toContainText(alias);
  expect(await supervisor.getByRole('main').innerHTML()).toBe(before);
  expect(await looks()).not.toContain('niêm phong');
});
