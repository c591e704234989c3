// A case goes to another organisation: with the client, offered; taken there; and then it opens only there.
import { expectNothingThere, giveEvidence, openCase } from './deeds';
import { expect, test } from './support';

test('đề nghị chuyển ca, nơi kia nhận, nơi cũ không mở được nữa', async ({ arrive, hand, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  await mai.goto(path);
  await mai.getByRole('link', { name: 'Chuyển sang tổ chức khác' }).click();
  await open(mai);

  // What is typed comes back with what is missing beside it.
  await mai.getByRole('textbox', { name: 'Vì sao chuyển' }).fill('Khách hàng chuyển chỗ ở.');
  await mai.getByRole('button', { name: 'Đề nghị chuyển' }).click();
  await expect(mai.locator('#team-problem')).toBeVisible();
  await expect(mai.getByRole('textbox', { name: 'Vì sao chuyển' })).toHaveValue('Khách hàng chuyển chỗ ở.');
  await open(mai);
  await mai.getByLabel(/^Nhóm Ban Mai/).check();
  await mai.getByRole('textbox', { name: 'Việc cần làm trước' }).fill('Gặp trong tuần này.');
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Đề nghị chuyển' }).click();
  await expect(mai.getByText('Đang chờ trả lời')).toBeVisible();
  await open(mai);

  // The other side finds it on her day, sees one page, and names who carries it.
  const hoa = await arrive('other_supervisor');
  await hoa.goto('/my-day');
  await expect(hoa.getByText(alias)).toHaveCount(0);
  await hoa.locator('a[href^="/transfers/"]').first().click();
  await open(hoa);
  await hoa.goto('/transfers');
  await open(hoa);
  for (const link of await hoa.locator('a[href^="/transfers/"]').all()) {
    await link.click();
    if (await hoa.getByRole('heading', { level: 1, name: alias }).count()) break;
    await hoa.goBack();
  }
  await expect(hoa.getByText('Gặp trong tuần này.')).toBeVisible();
  await hoa.locator('#colleague').selectOption({ index: 1 });
  await hand.press(hoa.getByRole('button', { name: 'Nhận ca' }));
  await expect(hoa.getByRole('heading', { level: 1 })).toContainText(alias);
  await expect(hoa.locator('.line')).toContainText('Ca chuyển đến từ');
  await open(hoa);

  // Where it was, it is not there any more.
  await expectNothingThere(mai, path);
  const on = await arrive('supervisor');
  await on.goto('/transfers');
  await expect(on.getByText('Đã nhận').first()).toBeVisible();
  await expect(on.getByText(alias)).toHaveCount(0);
  await open(on);
});
