// The supervisor sees who carries how much, and gives some of it to another; who takes it reads the brief.
import { expectNothingThere, openCase } from './deeds';
import { expect, test } from './support';

test('khối lượng công việc, chuyển ca, tóm tắt bàn giao', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  await mai.goto(`${path}/brief`);
  await expect(mai.getByRole('heading', { name: 'Việc tiếp theo' })).toBeVisible();
  await open(mai);

  const on = await arrive('supervisor');
  await on.goto('/supervision');
  await expect(on.getByRole('img', { name: 'Khối lượng công việc' })).toBeVisible();
  await open(on);
  await on.getByRole('link', { name: 'Chuyển người phụ trách: Lò Thị Mai' }).click();
  await open(on);
  await on.getByRole('button', { name: 'Chuyển người phụ trách' }).click();
  await expect(on.locator('#cases-problem')).toBeVisible();
  await on.getByLabel('Tìm').fill(alias);
  await on.getByRole('button', { name: 'Tìm' }).click();
  await on.getByLabel(alias).check();
  await on.getByRole('group', { name: 'Giao cho' }).getByRole('checkbox').first().check();
  await on.getByRole('button', { name: 'Chuyển người phụ trách' }).click();
  await on.waitForURL(/\/supervision/);

  // She opens it no more.
  await expectNothingThere(mai, path);
});
