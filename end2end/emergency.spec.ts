// Life in danger: a colleague opens one case for four hours under the client's own yes; two are told, one signs it off.
import { answer, breakGlass, giveEvidence, openCase, seeEmergency } from './deeds';
import type { Role } from './demo';
import { expect, test } from './support';

test('đang mở: người trực thấy điều cần, hai người được báo, một người ký', async ({ arrive, open }) => {
  // Mai has opened her colleague's case, as the demonstration begins.
  const mai = await arrive('worker');
  await mai.goto('/my-day');
  await open(mai);
  const code = await seeEmergency(mai);
  await expect(mai.getByRole('status')).toContainText('Đang mở khẩn cấp, đến');
  await expect(mai.getByText('0386 112 233')).toBeVisible();
  await open(mai);
  const path = new URL(mai.url()).pathname;

  // The ordinary page of the case leads here, and her list of cases does not have it.
  await mai.goto(path.replace('/emergency', ''));
  expect(new URL(mai.url()).pathname).toBe(path);
  await mai.goto('/cases');
  await expect(mai.getByRole('main')).not.toContainText('Trăng');

  for (const role of ['supervisor', 'officer'] satisfies Role[]) {
    const told = await arrive(role);
    await told.goto(role === 'officer' ? '/audit' : '/my-day');
    await expect(told.getByRole('heading', { name: 'Mở khẩn cấp cần xem lại' })).toBeVisible();
    await open(told);
  }

  const officer = await arrive('officer');
  await officer.goto('/emergencies');
  await open(officer);
  await officer.getByRole('link', { name: 'Có thể tự làm hại mình' }).first().click();
  await expect(officer.getByText('nói lời từ biệt')).toBeVisible();
  for (const told of ['Trăng', '0386', code]) await expect(officer.getByRole('main')).not.toContainText(told);
  await officer.getByLabel('Vì sao, và làm gì tiếp?').fill('Đã gọi cho Mai và cho khách hàng.');
  await officer.getByRole('button', { name: 'Ký xem lại' }).click();
  await expect(officer.getByRole('alert')).toContainText('Việc mở này có cần thiết không?');
  await expect(officer.getByLabel('Vì sao, và làm gì tiếp?')).toHaveValue('Đã gọi cho Mai và cho khách hàng.');
  await open(officer);
  await answer(officer, 'Việc mở này có cần thiết không?', 'Cần thiết').check();
  await answer(officer, 'Khách hàng được báo bằng cách nào?', 'Nói trực tiếp').check();
  await officer.getByRole('button', { name: 'Ký xem lại' }).click();
  await expect(officer.getByRole('heading', { level: 2, name: 'Cần thiết' })).toBeVisible();
  await open(officer);

  const supervisor = await arrive('supervisor');
  await supervisor.goto(new URL(officer.url()).pathname);
  await expect(supervisor.getByText('Đã gọi cho Mai và cho khách hàng.')).toBeVisible();
  await expect(supervisor.getByRole('button', { name: 'Ký xem lại' })).toHaveCount(0);
});

test('ca của mình thì không cần; mã lạ thì luôn một câu trả lời', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, code } = await openCase(mai);
  await breakGlass(mai, code);
  await expect(mai.getByRole('heading', { level: 1 })).toHaveText('Bạn mở được hồ sơ này như thường');
  await open(mai);
  await mai.getByRole('link', { name: 'Đến hồ sơ ca' }).click();
  expect(new URL(mai.url()).pathname).toBe(path);

  await breakGlass(mai, 'KH-0000-0000');
  await expect(mai.getByRole('alert')).toContainText('Mã này không mở được theo cách khẩn cấp.');
  await expect(mai.getByLabel('Chuyện gì xảy ra')).toHaveValue(/nói lời từ biệt/);
  await open(mai);
});

test('hỏi về lúc nguy cấp: đồng ý, rồi rút lại', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await mai.goto(`${path}/consents`);
  await mai.getByRole('link', { name: 'Hỏi về lúc nguy cấp' }).click();
  await answer(mai, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(mai);
  await open(mai);
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await mai.waitForURL(/\/consents$/);
  await expect(mai.getByRole('rowheader', { name: 'Mở hồ sơ khi nguy cấp' })).toBeVisible();
  await expect(mai.getByRole('link', { name: 'Hỏi về lúc nguy cấp' })).toHaveCount(0);
  await open(mai);
  await mai.getByRole('link', { name: 'Rút lại: Mở hồ sơ khi nguy cấp' }).click();
  await expect(mai.getByText('không ai mở được hồ sơ theo cách khẩn cấp')).toBeVisible();
  await expect(mai.getByText('Số người không mở được nữa: 3')).toBeVisible();
  await mai.getByRole('main').getByRole('button', { name: 'Rút lại sự đồng ý' }).click();
  await expect(mai.getByText('Đã đóng ngay lúc này.')).toBeVisible();
});
