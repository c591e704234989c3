// The contact log where there is no signal: enrolled with one, opened and used without, sent when it is back, kept once; and a
// phone that is looked into tells nothing.
import { answer, enrol, PIN, unlock } from './deeds';
import { expect, test, type Page } from './support';

const done = (page: Page) => page.getByRole('button', { name: 'Xong', exact: true });
const waiting = (page: Page) => page.locator('[data-count=waiting]');
const kept = (page: Page) => page.getByText('Đã lưu trên máy này');

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'without a script the form posts: volunteer.spec.ts');
test.beforeEach(async ({ demo }) => {
  const page = await (await fetch(`${demo.address}/field/log`)).text();
  test.skip(!page.includes('_bg.wasm'), 'the islands were not built');
});

/** The shortest contact. */
async function log(page: Page, age = '25–29'): Promise<void> {
  await answer(page, 'Giới tính', 'Nữ').check();
  await answer(page, 'Tuổi', age).check();
  await answer(page, 'Ở đâu?', 'Nhà trọ').check();
  await page.getByLabel('Xã, phường').selectOption('Phường Tô Hiệu');
  await done(page).click();
}

/** Everything that stands on the phone, as whoever takes it reads it. */
const looked = (page: Page) =>
  page.evaluate(async () => {
    const base = await new Promise<IDBDatabase>((over) => {
      const asked = indexedDB.open('notes', 1);
      asked.onsuccess = () => over(asked.result);
    });
    const found: string[] = [];
    const text = new TextDecoder('utf-8');
    for (const store of base.objectStoreNames) {
      const all = await new Promise<unknown[]>((over) => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => over(asked.result);
      });
      // A view keeps all of what it looks into, not only what it shows.
      found.push(JSON.stringify(all, (_, value) => (value instanceof Uint8Array ? text.decode(value.buffer) : value)));
    }
    for (const name of await caches.keys())
      for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
    return [...found, JSON.stringify({ ...localStorage })].join('\n');
  });

test('ghi khi không có mạng, tắt máy, mở lại, rồi gửi: vẫn là một lượt', async ({ arrive, open }) => {
  const xuan = await arrive('volunteer');
  const context = xuan.context();
  await enrol(xuan);
  await open(xuan);

  await context.setOffline(true);
  await log(xuan);
  await expect(kept(xuan)).toBeVisible();
  await expect(waiting(xuan)).toHaveText('1 lượt chờ gửi');
  await expect(xuan.locator('[data-count=today]')).toHaveText('Hôm nay: 1 lượt');
  // The next one starts where she is, and knows nothing else.
  await expect(answer(xuan, 'Ở đâu?', 'Nhà trọ')).toBeChecked();
  await expect(xuan.locator('[name=sex]:checked, [name=age]:checked')).toHaveCount(0);

  // The tab dies; a cold start without a signal.
  await xuan.close();
  const again = await context.newPage();
  await again.goto('/field/log');
  await expect(again.locator('#pin')).toBeVisible();
  await expect(done(again)).toBeHidden();
  await unlock(again);
  await expect(waiting(again)).toHaveText('1 lượt chờ gửi');
  await log(again, 'Dưới 18');
  await expect(kept(again)).toBeVisible();
  await expect(again.getByRole('alert').filter({ hasText: '111' })).toBeVisible();

  // Whoever looks into the phone finds where she is, and what nobody opens.
  const found = await looked(again);
  expect(found).not.toMatch(/female|u18|25_29|"form"|whom/);
  expect(found).toContain('03646');
  expect(found).not.toMatch(/\/(my-day|contacts|cases|login)/);

  await context.setOffline(false);
  await again.evaluate(() => dispatchEvent(new Event('online')));
  await expect(waiting(again)).toHaveText('0 lượt chờ gửi', { timeout: 30_000 });
  await expect(again.locator('[data-count=last]')).toContainText('Gửi lần cuối');
  await open(again);

  const on = await arrive('supervisor');
  await on.goto('/contacts');
  await expect(on.locator('.rows > li').filter({ hasText: /Dưới 18/ })).toHaveCount(1);
});

test('trả lời bị mất giữa đường: gửi lại năm mươi lần vẫn là một lượt', async ({ arrive, demo }) => {
  const xuan = await arrive('volunteer');
  // Only the page sends here: what the worker sends on its own cannot be cut off.
  await xuan.addInitScript(() => Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { value: undefined }));
  await enrol(xuan);
  let lost = 0;
  await xuan.route('**/field/contacts', async (route) => {
    const headers = { ...route.request().headers(), origin: demo.address };
    expect((await route.fetch({ headers })).status()).toBe(200); // the server has it
    if (lost++ < 50) await route.abort(); // and the phone does not hear of it
    else await route.continue();
  });
  await answer(xuan, 'Gặp ai?', 'Nhóm nhỏ').check();
  await xuan.getByLabel('Số người trong nhóm').fill('37');
  await answer(xuan, 'Ở đâu?', 'Nhà trọ').check();
  await xuan.getByLabel('Xã, phường').selectOption('Phường Tô Hiệu');
  await done(xuan).click();
  await expect(kept(xuan)).toBeVisible();
  for (let times = 0; times < 60 && lost <= 50; times++)
    await xuan.evaluate(() => (window as unknown as { outbox: { sync(): Promise<void> } }).outbox.sync());
  await expect(waiting(xuan)).toHaveText('0 lượt chờ gửi');
  const on = await arrive('supervisor');
  await on.goto('/contacts');
  await expect(on.locator('.rows > li').filter({ hasText: 'Nhóm 37 người' })).toHaveCount(1);
});

test('sai thì báo ngay bên cạnh, không mất gì, không lưu gì', async ({ arrive }) => {
  const xuan = await arrive('volunteer');
  await enrol(xuan);
  await xuan.context().setOffline(true);
  await answer(xuan, 'Gặp ai?', 'Có mã').check();
  await xuan.getByLabel('Mã khách hàng').fill('0912 345 678');
  await xuan.getByLabel('Bao cao su', { exact: true }).fill('501');
  await done(xuan).click();
  await expect(xuan.locator('#code-problem')).toBeVisible();
  await expect(xuan.locator('#condoms-problem')).toHaveText('Cần một số từ 0 đến 500');
  await expect(xuan.locator('#place')).toHaveAttribute('aria-invalid', 'true');
  await expect(xuan.getByLabel('Mã khách hàng')).toHaveValue('0912 345 678');
  await expect(waiting(xuan)).toHaveText('0 lượt chờ gửi');
});

test('sai PIN năm lần, hoặc giám sát viên khóa máy: máy quên hết', async ({ arrive }) => {
  const xuan = await arrive('volunteer');
  await enrol(xuan);
  await xuan.context().setOffline(true);
  await log(xuan);
  await expect(kept(xuan)).toBeVisible();
  await xuan.reload();
  for (let tries = 0; tries < 5; tries++) {
    await xuan.locator('#pin').fill('111111');
    await xuan.getByRole('button', { name: 'Mở', exact: true }).click();
    await expect(xuan.locator('#pin')).toHaveValue('');
    if (tries < 4) await expect(xuan.getByText('PIN chưa đúng')).toBeVisible();
  }
  await expect(waiting(xuan)).toHaveText('0 lượt chờ gửi');
  await xuan.context().setOffline(false);

  await enrol(xuan);
  const on = await arrive('supervisor');
  await on.goto('/team');
  await on.getByRole('button', { name: /^Khóa máy này/ }).first().click();
  await expect(on.getByRole('heading', { level: 1 })).toBeVisible();
  await log(xuan);
  await expect(xuan.getByRole('link', { name: 'Dùng máy này khi không có mạng' })).toBeVisible();
  expect(await looked(xuan)).not.toContain('token');
});

test('lần đầu mở trên điện thoại chậm', async ({ arrive, isMobile }) => {
  test.skip(!isMobile, 'a phone');
  const xuan = await arrive('volunteer');
  const slow = await xuan.context().newCDPSession(xuan);
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000, // bytes a second: 1.6 Mbit/s
    uploadThroughput: 93_750,
  });
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const begun = Date.now();
  await xuan.goto('/field/log', { waitUntil: 'commit' });
  await xuan.locator('form[data-field][data-awake]').waitFor();
  console.log(`usable on a slow phone: ${Date.now() - begun} ms (a debug build)`);
});

test('ba trăm lượt chờ', async ({ arrive, isMobile }) => {
  test.skip(!isMobile, 'a phone');
  test.setTimeout(300_000); // three hundred savings on a busy machine
  const xuan = await arrive('volunteer');
  await enrol(xuan);
  await xuan.context().setOffline(true);
  const saving = await xuan.evaluate(async () => {
    const form = document.querySelector<HTMLFormElement>('form[data-field]')!;
    const set = (name: string, value: string) =>
      (form.querySelector<HTMLInputElement>(`[name=${name}][value="${value}"]`)!.checked = true);
    const at = performance.now();
    for (let number = 0; number < 300; number++) {
      set('whom', 'anonymous');
      set('sex', 'female');
      set('age', '25_29');
      set('place', 'lodging');
      form.querySelector<HTMLSelectElement>('[name=commune]')!.value = '03646';
      form.requestSubmit();
      // Saved when the form is empty again.
      while (form.querySelector('[name=sex]:checked')) await new Promise((over) => setTimeout(over));
    }
    return (performance.now() - at) / 300;
  });
  await expect(waiting(xuan)).toHaveText('300 lượt chờ gửi');
  await xuan.context().setOffline(false);
  const begun = Date.now();
  await xuan.evaluate(() => (window as unknown as { outbox: { sync(): Promise<void> } }).outbox.sync());
  await expect(waiting(xuan)).toHaveText('0 lượt chờ gửi', { timeout: 120_000 });
  console.log(`saving one: ${saving.toFixed(1)} ms; sending 300: ${Date.now() - begun} ms (a debug build)`);
});
