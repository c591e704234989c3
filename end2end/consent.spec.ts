// A client is asked again, declines, takes back a part, stops and comes back; what she agreed to can be shown and held.
import { answer, expectNothingThere, giveEvidence, openCase, refer } from './deeds';
import { expect, test, type Page } from './support';

const ledger = async (page: Page, path: string) => void (await page.goto(`${path}/consents`));
const entry = (page: Page, what: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: what }) });

test('hỏi lại khi sắp hết hạn: lời mới thay lời cũ, lời từ chối được ghi như mọi câu trả lời', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  // The demonstration has a request that ends soon.
  await mai.getByRole('link', { name: /^Hỏi lại/ }).first().click();
  await expect(mai.locator('.readout')).toBeVisible();
  await open(mai);

  const { path } = await openCase(mai);
  await ledger(mai, path);
  await open(mai);
  await mai.getByRole('link', { name: 'Hỏi lại: Sử dụng dịch vụ' }).click();
  await answer(mai, 'Khách hàng trả lời', 'Không đồng ý lần này').check();
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(entry(mai, 'Sử dụng dịch vụ').first()).toContainText('Không đồng ý lần này');
  await expect(entry(mai, 'Sử dụng dịch vụ').last()).toContainText('Còn hiệu lực');

  await mai.getByRole('link', { name: 'Hỏi lại: Sử dụng dịch vụ' }).click();
  await answer(mai, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(mai);
  await open(mai);
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(entry(mai, 'Sử dụng dịch vụ').first()).toContainText('Còn hiệu lực');
  await expect(entry(mai, 'Sử dụng dịch vụ').last()).toContainText('Đã có bản mới hơn');
});

test('người đại diện: chỉ khi có căn cứ, và em nhỏ cũng đồng ý', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await ledger(mai, path);
  await mai.getByRole('link', { name: 'Hỏi lại: Sử dụng dịch vụ' }).click();
  await answer(mai, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(mai);
  await answer(mai, 'Ai nói lời đồng ý?', 'Người đại diện').check();
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(mai.locator('#representative-problem')).toBeVisible();
  await expect(mai.locator('#ground-problem')).toBeVisible();
  await open(mai);
  await mai.getByLabel('Họ tên người đại diện').fill('Lò Văn Ún');
  await answer(mai, 'Vì sao có người đại diện?', 'Khách hàng chưa đủ 18 tuổi').check();
  await mai.getByLabel('Chính khách hàng cũng đồng ý').check();
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await mai.getByRole('link', { name: 'Bằng chứng của cả ca' }).click();
  await expect(mai.locator('.evidence').first()).toContainText('Lò Văn Ún');
});

test('biên nhận không ghi tên nơi nào; bằng chứng có đủ lời đã đọc', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias, code } = await openCase(mai);
  await refer(mai, path);
  await ledger(mai, path);
  await mai.getByRole('link', { name: /^Biên nhận: Phòng khám Hoa Sen/ }).click();
  await expect(mai.locator('.slip .qr svg')).toBeVisible();
  await open(mai);
  const paper = await mai.locator('.slip').innerText();
  expect(paper).toContain(code);
  for (const told of [alias, 'Hoa Sen', 'Trung tâm', 'STI', 'HIV', 'Đồng Hành']) expect(paper).not.toContain(told);

  await ledger(mai, path);
  await mai.getByRole('link', { name: 'Bằng chứng của cả ca' }).click();
  await expect(mai.locator('.evidence')).toHaveCount(3);
  await expect(mai.locator('.evidence').last()).toContainText('Mè Thị Lả');
  await expect(mai.locator('.evidence').last().locator('.readout')).not.toBeEmpty();
  expect(await mai.locator('main').innerText()).not.toContain(alias);
  await open(mai);
});

test('rút một phần: mất đúng phần ấy, ca vẫn tiếp tục', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias, phone } = await openCase(mai);
  await ledger(mai, path);
  await mai.getByRole('link', { name: 'Rút lại: Lưu và xử lý dữ liệu' }).click();
  await mai.getByText('Chỉ rút lại một phần').click();
  await mai.getByRole('button', { name: 'Rút lại phần đã chọn' }).click();
  await expect(mai.locator('#segments-problem')).toBeVisible();
  await open(mai);
  await answer(mai, 'Phần rút lại', 'Liên hệ an toàn').check();
  await mai.getByRole('button', { name: 'Rút lại phần đã chọn' }).click();
  await expect(mai.getByRole('status')).toContainText('Đã xóa khỏi hồ sơ: Liên hệ an toàn');
  await mai.getByRole('link', { name: 'Về hồ sơ ca' }).click();
  await expect(mai.getByRole('heading', { level: 1 })).toContainText(alias);
  await expect(mai.locator('.card-contact')).toContainText('Khách hàng đã rút lại thông tin liên hệ');
  expect(await mai.locator('main').innerText()).not.toContain(`${phone.slice(-6, -3)} ${phone.slice(-3)}`);
  await open(mai);
});

test('dừng dịch vụ rồi quay lại', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await ledger(mai, path);
  await mai.getByRole('link', { name: 'Rút lại: Sử dụng dịch vụ' }).click();
  await mai.getByRole('button', { name: 'Rút lại sự đồng ý' }).click();
  await ledger(mai, path);
  await mai.getByRole('link', { name: 'Khách hàng muốn được hỗ trợ lại' }).click();
  await answer(mai, 'Khách hàng trả lời', 'Đồng ý').check();
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Lưu câu trả lời' }).click();
  await expect(mai.getByRole('link', { name: 'Khách hàng muốn được hỗ trợ lại' })).toHaveCount(0);
  await expect(entry(mai, 'Sử dụng dịch vụ').first()).toContainText('Còn hiệu lực');
});

test('rút lại bằng mã với bất cứ ai trong cơ quan: đóng ngay, người lạ không biết thêm gì', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias, code } = await openCase(mai);
  await refer(mai, path);
  const xuan = await arrive('volunteer');
  await xuan.getByRole('link', { name: 'Khách hàng muốn rút lại sự đồng ý với bạn?' }).click();
  await open(xuan);
  const takeBack = async (typed: string) => {
    await xuan.goto('/withdrawal');
    await xuan.getByLabel('Mã khách hàng').fill(typed);
    await xuan.getByRole('group', { name: 'Khách hàng rút lại điều gì?' }).getByLabel(/^Tất cả/).check();
  };
  // Nothing is taken back without the client there.
  await xuan.getByLabel('Mã khách hàng').fill(code);
  await xuan.getByRole('button', { name: 'Rút lại sự đồng ý' }).click();
  await expect(xuan.locator('#present-problem')).toBeVisible();
  await expect(xuan.locator('#what-problem')).toBeVisible();
  await expect(xuan.getByLabel('Mã khách hàng')).toHaveValue(code);
  await open(xuan);
  await mai.goto(path);
  await expect(mai.getByRole('heading', { level: 1 })).toContainText(alias);

  const answers: string[] = [];
  for (const typed of [code.toLowerCase(), code]) {
    await takeBack(typed);
    await xuan.getByLabel('Khách hàng đang ở đây và tự nói điều này').check();
    await xuan.getByRole('button', { name: 'Rút lại sự đồng ý' }).click();
    await expect(xuan.getByRole('status')).toContainText('Người phụ trách và giám sát viên được báo');
    answers.push(await xuan.getByRole('main').innerText());
  }
  await open(xuan);
  expect(answers[1], 'the same for what was shut just now and what was shut before').toBe(answers[0]);

  // At once for everybody; who must know is told, without her name.
  await expectNothingThere(mai, path);
  for (const colleague of [mai, await arrive('supervisor')]) {
    await colleague.goto('/my-day');
    const told = colleague.locator('section', { hasText: 'Vừa được rút lại' });
    await expect(told).toContainText('Hồ sơ không còn ai mở được');
    await expect(told).toContainText('Vì Thị Xuân');
    await expect(told).toContainText(/Phải ngừng sử dụng trước ngày .*: Phòng khám Hoa Sen/);
    await expect(told).not.toContainText(alias);
    await open(colleague);
  }
  await xuan.goto('/my-day');
  await expect(xuan.getByText('Vừa được rút lại')).toHaveCount(0);
});
