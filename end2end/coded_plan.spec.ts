// A plan that a supervisor of another organisation decides on: she sees what is different, and not whose it is.
import { answer, expectNothingThere, giveEvidence, openCase, writePlan } from './deeds';
import { expect, test, type Page } from './support';

const ASKED = 'Bước đầu có kịp không?';

/** She says yes to Ban Mai; the plan is sent. */
async function ask(mai: Page, version: string, question: string): Promise<void> {
  await mai.goto(version);
  await mai.getByRole('link', { name: 'Xin ý kiến ngoài tổ' }).click();
  await mai.getByRole('group', { name: 'Xin ý kiến nơi nào?' }).getByLabel(/Nhóm Ban Mai/).check();
  await answer(mai, 'Vì sao cần người ngoài tổ', 'Giám sát viên đang vắng').check();
  await mai.getByLabel('Cần xem kỹ điều gì').fill(question);
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Gửi xin ý kiến' }).click();
}

test('người duyệt ở nơi khác quyết định mà không biết kế hoạch của ai', async ({ arrive, open }) => {
  test.setTimeout(120_000);
  const mai = await arrive('worker');
  const { path, alias, code, phone } = await openCase(mai);
  const version = await writePlan(mai, path);

  // What tells who she is comes back beside its field, and nothing that was typed is lost.
  await ask(mai, version, `${alias.toLowerCase()} có kịp không?`);
  await expect(mai.locator('#question-problem')).toContainText('tên gọi');
  await expect(mai.getByLabel('Người chứng kiến')).toHaveValue('Mè Thị Lả');
  await open(mai);
  await mai.getByLabel('Cần xem kỹ điều gì').fill(ASKED);
  await mai.getByRole('button', { name: 'Gửi xin ý kiến' }).click();
  const standIn = /YK-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await mai.getByRole('main').innerText())![0];
  await open(mai);

  const hoa = await arrive('other_supervisor');
  await hoa.goto('/my-day');
  await open(hoa);
  await hoa.locator('a[href^="/coded-plans/"]').last().click();
  await expect(hoa.getByRole('heading', { level: 1 })).toHaveText(standIn);
  await expect(hoa.getByText(ASKED)).toBeVisible();
  await expect(hoa.getByRole('main')).toContainText('Hỏi lớp may');
  const seen = await hoa.content();
  for (const hers of [alias, code, phone, phone.slice(-6), path]) expect(seen).not.toContain(hers);
  await open(hoa);
  const packet = new URL(hoa.url()).pathname;
  await expectNothingThere(hoa, path);
  await hoa.goto(packet);

  await answer(hoa, 'Quyết định', 'Gửi lại để xem thêm').check();
  await hoa.getByRole('button', { name: 'Ghi quyết định' }).click();
  await expect(hoa.locator('#words-problem')).toBeVisible();
  await hoa.getByLabel('Lời nhắn cho người viết').fill('Ai đi cùng đến lớp?');
  await hoa.getByRole('button', { name: 'Ghi quyết định' }).click();
  await expect(hoa).toHaveURL('/my-day');
  await expectNothingThere(hoa, packet);

  // It stands on the plan, with who; the words are one press away; the client can read that somebody looked.
  await mai.goto(version);
  await expect(mai.getByRole('main')).toContainText('Lò Thị Hoa');
  await open(mai);
  await mai.getByRole('link', { name: 'Xem lời nhắn' }).click();
  await expect(mai.getByText('Ai đi cùng đến lớp?')).toBeVisible();
  await open(mai);
  await mai.goto(`${path}/who-looked`);
  await expect(mai.getByRole('main')).toContainText('Gửi kế hoạch dưới mã riêng cho người ngoài tổ');
});

test('kế hoạch có tên gọi thì chưa gửi được; rút lại thì đóng ngay', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias } = await openCase(mai);
  const telling = await writePlan(mai, path, `${alias} muốn học may.`);
  await ask(mai, telling, '');
  await expect(mai.locator('#plan-problem')).toBeVisible();
  await expect(mai.locator('#plan li').first()).toContainText(alias);
  await open(mai);
  await mai.locator('#plan').getByRole('link', { name: 'Lập bản mới' }).click();
  await mai.locator('#g1_words').fill('Tôi muốn học may.');
  await mai.getByRole('button', { name: 'Lưu và gửi duyệt' }).click();
  const version = (await mai.locator('.rows a.row-link').first().getAttribute('href'))!;
  await ask(mai, version, ASKED);
  const hoa = await arrive('other_supervisor');
  await hoa.goto('/my-day');
  const packet = (await hoa.locator('a[href^="/coded-plans/"]').last().getAttribute('href'))!;
  await hoa.goto(packet);
  await expect(hoa.getByText(ASKED)).toBeVisible();
  await mai.getByRole('button', { name: 'Rút lại lời xin ý kiến' }).click();
  await expect(mai.getByRole('main')).toContainText('Đã rút lại lời xin ý kiến');
  await expectNothingThere(hoa, packet);
});
