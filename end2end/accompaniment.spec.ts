// A volunteer goes along with a client, where there is no signal: the code is scanned, sealed, sent later, and written to the
// referral by who carries the case; the clinic's word stays the clinic's.
import { answer, enrol, openCase, refer } from './deeds';
import { expect, test, type Page } from './support';

/** A camera that sees these codes, one after the other, in a browser that reads them. */
async function camera(page: Page, ...seen: string[]): Promise<void> {
  await page.addInitScript((seen) => {
    const scope = window as unknown as Record<string, unknown>;
    scope.tracks = [];
    scope.BarcodeDetector = class {
      static getSupportedFormats = async () => ['qr_code'];
      detect = async () => (seen.length > 1 ? [{ rawValue: seen.shift() }] : [{ rawValue: seen[0] }]);
    };
    Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
      value: async () => {
        const canvas = document.createElement('canvas');
        canvas.getContext('2d')!.fillRect(0, 0, 10, 10);
        const stream = canvas.captureStream(5);
        (scope.tracks as MediaStreamTrack[]).push(...stream.getTracks());
        return stream;
      },
    });
  }, seen);
}

const shut = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks.every((track) => track.readyState === 'ended'),
  );

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'without a script the form posts: rejected.spec.ts');

test('đi cùng, quét mã, báo khi không có mạng; người phụ trách ghi vào chuyển gửi', async ({ arrive, open, demo }) => {
  const log = await (await fetch(`${demo.address}/field/log`)).text();
  test.skip(!log.includes('_bg.wasm'), 'the islands were not built');
  const mai = await arrive('worker');
  const { path, code, alias } = await openCase(mai);
  const referral = await refer(mai, path);

  const xuan = await arrive('volunteer');
  await camera(xuan, 'https://example.org/menu', code.toLowerCase());
  await enrol(xuan);
  await xuan.context().setOffline(true);
  const told = xuan.locator('form[data-accompaniment]');
  await xuan.getByText('Đi cùng đến nơi được giới thiệu').click();
  await told.getByRole('button', { name: 'Quét mã' }).click();
  await expect(told.getByLabel('Mã trên giấy hẹn')).toHaveValue(code);
  await expect(xuan.getByRole('dialog')).toBeHidden();
  expect(await shut(xuan)).toBe(true);
  await told.getByRole('button', { name: 'Báo' }).click();
  await expect(told.locator('#arrived-problem')).toBeVisible();
  await answer(xuan, 'Đã đến nơi chưa?', 'Đã đến nơi').check();
  await told.getByRole('button', { name: 'Báo' }).click();
  await expect(xuan.getByText('Đã lưu trên máy này')).toBeVisible();
  await expect(xuan.locator('[data-count=waiting]')).toHaveText('1 lượt chờ gửi');
  await expect(xuan.locator('[data-count=today]')).toHaveText('Hôm nay: 0 lượt');
  await expect(told.getByLabel('Mã trên giấy hẹn')).toHaveValue('');
  await open(xuan);
  await xuan.context().setOffline(false);
  await xuan.evaluate(() => dispatchEvent(new Event('online')));
  await expect(xuan.locator('[data-count=waiting]')).toHaveText('0 lượt chờ gửi', { timeout: 30_000 });

  await mai.goto('/my-day');
  await open(mai);
  await mai.getByRole('button', { name: `Ghi tin này vào chuyển gửi của ${alias}` }).or(
    mai.getByRole('button', { name: `Ghi tin này vào chuyển gửi của ${code}` })).click();
  await mai.waitForURL(`**${referral}`);
  await open(mai);
  await expect(mai.getByText(/Vì Thị Xuân đi cùng báo/)).toBeVisible();
  await expect(mai.getByText('Đã gửi, chờ đến').first()).toBeVisible();
});

test('quét mã ở bước gặp ai; trình duyệt không đọc được mã thì không có nút', async ({ arrive, open }) => {
  const plain = await arrive('volunteer');
  await plain.addInitScript(() => Object.defineProperty(window, 'BarcodeDetector', { value: undefined }));
  await plain.goto('/contacts/new');
  await answer(plain, 'Gặp ai?', 'Có mã').check();
  await expect(plain.getByLabel('Mã khách hàng')).toBeVisible();
  await expect(plain.getByRole('button', { name: 'Quét mã' })).toBeHidden();

  const xuan = await arrive('volunteer');
  await camera(xuan, 'KH-7K3M-92PX');
  const answered = await xuan.goto('/contacts/new');
  expect(answered!.headers()['permissions-policy']).toContain('camera=(self)');
  await answer(xuan, 'Gặp ai?', 'Có mã').check();
  await xuan.getByRole('button', { name: 'Quét mã' }).click();
  await expect(xuan.getByLabel('Mã khách hàng')).toHaveValue('KH-7K3M-92PX');
  expect(await shut(xuan)).toBe(true);
  await open(xuan);
  const elsewhere = await xuan.goto('/my-day');
  expect(elsewhere!.headers()['permissions-policy']).toContain('camera=()');
});
