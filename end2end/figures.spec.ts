import { enrol } from './deeds';
import { test } from './support';

test('first usable screen', async ({ arrive, demo, browser }) => {
  test.setTimeout(200_000);
  for (let time = 0; time < 3; time++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const begun = Date.now();
    await page.goto(`${demo.address}/field/log`, { waitUntil: 'commit' });
    await page.locator('form[data-field] button.main').waitFor({ state: 'visible' });
    const shown = Date.now() - begun;
    await page.locator('form[data-field][data-awake]').waitFor({ state: 'visible' });
    console.log(`cold, slow 4G, 4x CPU: shown ${shown} ms, awake ${Date.now() - begun} ms`);
    await context.close();
  }
  const xuan = await arrive('volunteer');
  await enrol(xuan);
  await xuan.context().setOffline(true);
  const cdp = await xuan.context().newCDPSession(xuan);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  for (let time = 0; time < 3; time++) {
    const begun = Date.now();
    await xuan.goto('/field/log', { waitUntil: 'commit' });
    await xuan.locator('#pin').waitFor({ state: 'visible' });
    console.log(`enrolled, no signal, 4x CPU: PIN asked after ${Date.now() - begun} ms`);
  }
});
