// What a client asks about her own data: written down, due by the law, erased by two, printed without her.
import { answer, expectNothingThere, openCase, refer } from './deeds';
import { expect, test } from './support';

test('yêu cầu xóa: người ghi không tự duyệt, hai người, rồi không còn gì', async ({ arrive, open }) => {
  test.slow(); // four people and two orders of the law
  const mai = await arrive('worker');
  const { path, alias, code } = await openCase(mai);
  await refer(mai, path);
  await mai.goto(path);
  await mai.getByRole('main').getByRole('link', { name: 'Quyền về dữ liệu' }).click();
  await expect(mai.getByText('Chưa có yêu cầu nào')).toBeVisible();
  await open(mai);
  await mai.getByRole('link', { name: 'Ghi yêu cầu của khách hàng' }).click();

  // What is missing is said at its field, and what was typed stays.
  await mai.getByLabel('Lời của khách hàng').fill('Em nhờ xóa giúp');
  await mai.getByRole('button', { name: 'Lưu' }).click();
  await expect(mai.getByRole('alert')).toContainText('Khách hàng muốn gì?');
  await expect(mai.getByLabel('Lời của khách hàng')).toHaveValue('Em nhờ xóa giúp');
  await open(mai);
  await answer(mai, 'Khách hàng muốn gì?', 'Xóa dữ liệu').check();
  await answer(mai, 'Yêu cầu đến bằng cách nào?', 'Nói trực tiếp').check();
  await mai.getByRole('button', { name: 'Lưu' }).click();
  await mai.waitForURL(/\/rights\/[0-9a-f-]{36}$/);
  await expect(mai.getByText('Em nhờ xóa giúp')).toBeVisible();
  await expect(mai.getByText('Phản hồi chậm nhất')).toBeVisible();
  await answer(mai, 'Chuyển sang', 'Đã phản hồi').check();
  await mai.getByRole('button', { name: 'Lưu' }).click();
  await expect(mai.locator('.line')).toContainText('Đã phản hồi');
  await open(mai);
  const request = mai.url().split('/').pop()!;
  await expectNothingThere(mai, `/rights/${request}`);

  // The officer knows that there is one, and not whose.
  const officer = await arrive('officer');
  await officer.goto('/rights');
  await open(officer);
  await officer.goto(`/rights/${request}`);
  const seen = await officer.getByRole('main').innerHTML();
  for (const told of [alias, code, 'Em nhờ xóa giúp']) expect(seen).not.toContain(told);
  await open(officer);

  const supervisor = await arrive('supervisor');
  await supervisor.goto(`/rights/${request}`);
  await supervisor.getByRole('button', { name: 'Duyệt và xóa' }).click();
  await expect(supervisor.getByRole('alert')).toContainText('Đã báo cho khách hàng');
  await answer(supervisor, 'Đã báo cho khách hàng bằng cách nào?', 'Nói trực tiếp').check();
  await open(supervisor);
  await supervisor.getByRole('button', { name: 'Duyệt và xóa' }).click();
  await supervisor.waitForURL(/\/erasures\/[0-9a-f-]{36}$/);
  await open(supervisor);
  const printed = `${await supervisor.title()} ${await supervisor.getByRole('main').innerHTML()}`;
  for (const told of [alias, code, 'HIV', 'STI', 'Đồng Hành']) expect(printed).not.toContain(told);
  await expect(supervisor.getByText('Số nơi nhận phải ngừng sử dụng thông tin đã được gửi: 1')).toBeVisible();

  await expectNothingThere(mai, path);
  await mai.goto('/cases');
  await expect(mai.getByRole('main')).not.toContainText(alias);
});

test('yêu cầu cung cấp: một người không quyết được', async ({ arrive, open }) => {
  const supervisor = await arrive('supervisor');
  await supervisor.goto('/demands/new');
  await answer(supervisor, 'Ai yêu cầu?', 'Cơ quan nhà nước khác').check();
  await supervisor.getByLabel('Tên cơ quan, người đến').fill('Một cơ quan cấp tỉnh');
  await answer(supervisor, 'Căn cứ họ nêu', 'Không nêu căn cứ').check();
  await supervisor.getByLabel('Họ muốn gì?').fill('Người có số 0912 345 678 là ai');
  await supervisor.getByRole('button', { name: 'Lưu' }).click();
  await expect(supervisor.getByRole('alert')).toContainText('Họ muốn gì?');
  await supervisor.getByLabel('Họ muốn gì?').fill('Danh sách trong quý III');
  await supervisor.getByRole('button', { name: 'Lưu' }).click();
  await supervisor.waitForURL(/\/demands\/[0-9a-f-]{36}$/);
  const path = new URL(supervisor.url()).pathname;
  await answer(supervisor, 'Ý kiến', 'Không cung cấp').check();
  await supervisor.getByLabel('Vì sao?').fill('Không nêu căn cứ');
  await supervisor.getByRole('button', { name: 'Lưu' }).click();
  await expect(supervisor.getByText('Chưa quyết định')).toBeVisible();
  await expect(supervisor.getByRole('button', { name: 'Ghi kết quả' })).toHaveCount(0);
  await open(supervisor);

  const officer = await arrive('officer');
  await officer.goto(path);
  await answer(officer, 'Ý kiến', 'Chỉ trả lời ở mức tối thiểu luật buộc').check();
  await officer.getByLabel('Vì sao?').fill('Chỉ số liệu tổng hợp');
  await officer.getByRole('button', { name: 'Lưu' }).click();
  await expect(officer.getByText('Không cung cấp · chờ ghi kết quả')).toBeVisible();
  await officer.getByLabel('Đã trả lời gì?').fill('Không có căn cứ, không cung cấp');
  await answer(officer, 'Khách hàng liên quan đã được báo chưa?', 'Không liên quan đến khách hàng nào').check();
  await open(officer);
  await officer.getByRole('button', { name: 'Ghi kết quả' }).click();
  await expect(officer.getByText('Đã kết thúc')).toBeVisible();
  await open(officer);
  await expectNothingThere(await arrive('worker'), path);
});
