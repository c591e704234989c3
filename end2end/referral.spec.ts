// Referring a client: she asks for it in writing, for one receiver; the receiver sees what was shown, and no more.
import { answer, giveEvidence, openCase, preview, recordRequest } from './deeds';
import { expect, test } from './support';

test('chưa có đề nghị của khách hàng thì chưa gửi được', async ({ arrive, open }) => {
  const mai = await arrive('worker');
  const { path, alias, phone } = await openCase(mai);
  await preview(mai, path);

  const send = mai.getByRole('button', { name: 'Gửi', exact: true });
  await expect(send).toBeDisabled();
  await expect(send).toHaveAccessibleDescription('Chưa có đề nghị của khách hàng');
  await expect(mai.getByText('Chưa gửi được: luật cần đề nghị bằng văn bản')).toBeVisible();
  // Exactly what the receiver will see, seen first: no name, no number.
  await expect(mai.locator('#preview')).toBeInViewport();
  await expect(mai.locator('#preview')).toContainText('Khám sàng lọc STI');
  await expect(mai.locator('#preview')).not.toContainText(alias);
  await expect(mai.locator('#preview')).not.toContainText(`${phone.slice(-6, -3)} ${phone.slice(-3)}`);
  await open(mai);

  await recordRequest(mai);
  await expect(mai.getByText('Đã có đề nghị còn hiệu lực')).toBeVisible();
  await expect(send).toBeEnabled();
  await open(mai);
});

test('chuyển gửi trong năm lần bấm, giấy hẹn không nói gì về khách hàng', async ({ arrive, hand, open }) => {
  const mai = await arrive('worker');
  const { path, alias, code } = await openCase(mai);
  // The client's written request is hers, not the worker's: it is made once for a receiver and a service, and counted
  // apart. Counted here is what the worker presses to refer: need, receiver, when, preview, send.
  await preview(mai, path);
  await recordRequest(mai);

  await mai.goto(`${path}/referrals/new`);
  await hand.press(mai.getByRole('button', { name: 'Sức khỏe tình dục' }));
  await hand.press(mai.getByLabel(/Khám sàng lọc STI · Phòng khám Hoa Sen/));
  await hand.press(answer(mai, 'Khi nào?', 'Trong 7 ngày'));
  await hand.press(mai.getByRole('button', { name: 'Xem nơi nhận sẽ thấy gì' }));
  await hand.press(mai.getByRole('button', { name: 'Gửi', exact: true }));
  await expect(mai.locator('.case-head .chip')).toHaveText('Đã gửi, chờ đến');
  expect(hand.presses).toBeLessThanOrEqual(5);
  await open(mai);

  await mai.getByRole('link', { name: 'Giấy hẹn' }).click();
  await expect(mai.locator('.slip .code').first()).toHaveText(code);
  await expect(mai.locator('.slip .qr svg')).toBeVisible();
  await open(mai);
  const page = `${await mai.title()} ${await mai.locator('main').innerHTML()}`;
  for (const told of [alias, 'sàng lọc', 'STI', 'HIV', 'Đồng Hành']) expect(page).not.toContain(told);
  await mai.emulateMedia({ media: 'print' });
  await expect(mai.getByText('Đồng Hành').filter({ visible: true }), 'the programme, on paper').toHaveCount(0);
});

test('lời đề nghị chỉ cho đúng nơi đã đọc cho khách hàng nghe', async ({ arrive }) => {
  const mai = await arrive('worker');
  const { path } = await openCase(mai);
  await mai.goto(`${path}/referrals/new`);
  await mai.getByText('Chọn thẳng một dịch vụ').click();
  await mai.getByRole('button', { name: 'Khám sức khỏe', exact: true }).click(); // both clinics offer it
  await mai.getByLabel(/Phòng khám Hoa Sen/).check();
  await answer(mai, 'Khi nào?', 'Trong 7 ngày').check();
  await mai.getByRole('button', { name: 'Xem nơi nhận sẽ thấy gì' }).click();
  await expect(mai.locator('.readout')).toContainText('đến Phòng khám Hoa Sen');

  // A slip of the hand above, after it was read out: another receiver, and one thing more to be told.
  await mai.getByLabel(/Trạm y tế Chiềng An/).check();
  await mai.getByText('Nhu cầu đặc biệt, thông tin thêm').click();
  await answer(mai, 'Cho nơi nhận biết thêm', 'Tên gọi').check();
  await mai.getByLabel('Khách hàng tự đề nghị bằng văn bản').check();
  await giveEvidence(mai);
  await mai.getByRole('button', { name: 'Ghi nhận đề nghị' }).click();
  // It is read out for that one first, and nothing was recorded.
  await expect(mai.locator('.readout')).toContainText('đến Trạm y tế Chiềng An');
  await mai.goto(path);
  await expect(mai.getByRole('group', { name: 'Sự đồng ý' })).not.toContainText('Trạm y tế Chiềng An');
});
