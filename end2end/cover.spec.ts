// Somebody goes away: a colleague is given her cases for days, and it is ended before its day.
import { day, openCase } from './deeds';
import { expect, test } from './support';

test('giao phụ trách thay, và kết thúc sớm', async ({ arrive, hand, open }) => {
  const mai = await arrive('worker');
  const { alias } = await openCase(mai);
  const on = await arrive('supervisor');
  await on.goto('/covers');
  await open(on);
  await hand.press(on.getByRole('link', { name: 'Lò Thị Mai' }));
  await on.waitForURL(/\/covers\/new\//);
  await open(on);
  await expect(on.getByLabel(alias)).toBeChecked();
  await on.getByLabel('Người phụ trách thay').selectOption({ index: 1 });

  // A last day before the first comes back beside its field, with everything else still there.
  await on.getByLabel('Đến hết ngày').fill(day(-1).iso);
  await on.getByRole('button', { name: 'Giao phụ trách thay' }).click();
  await expect(on.locator('#until-problem')).toBeVisible();
  await open(on);
  await on.getByLabel('Đến hết ngày').fill(day(3).iso);
  await on.getByRole('button', { name: 'Giao phụ trách thay' }).click();
  // What was given stands; cases that cannot be given (stopped, or covered already) are named there.
  await expect(on.locator('#until-problem')).toHaveCount(0);
  await on.goto('/covers');
  await expect(on.getByText('Đang diễn ra').first()).toBeVisible();
  await open(on);

  await on.getByRole('button', { name: /^Kết thúc sớm/ }).first().click();
  await expect(on.getByText(/kết thúc lúc/).first()).toBeVisible();
});
