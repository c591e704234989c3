import { defineConfig } from '@playwright/test';

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const plain = { javaScriptEnabled: false };

// Everything works without JavaScript, so every day is lived with it and without it. A wide screen without it can only fail
// where both are told apart at once: a day of staff, of a partner and of a client are enough there.
// What a form refuses is the same on a small screen: one of each kind is enough.
// The measurements, the first run and the keys of a keyboard belong to one desk.
const oneDesk = ['pages.spec.ts', 'first_run.spec.ts', 'keyboard.spec.ts'];
const oneOfEach = ['rejected.spec.ts', 'stored.spec.ts'];
const wideAndPlain = ['worker.spec.ts', 'clinic.spec.ts', 'card.spec.ts'];

export default defineConfig({
  testDir: '.',
  globalSetup: './demo.ts',
  reporter: 'list',
  timeout: 60_000, // a debug build on a busy machine
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  forbidOnly: true,
  use: {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    trace: 'off',
    contextOptions: { reducedMotion: 'reduce' }, // pages that fade cost a slow machine more than they show
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desk', use: desk },
    { name: 'phone', use: phone, testIgnore: [...oneDesk, ...oneOfEach] },
    { name: 'desk-plain', use: { ...desk, ...plain }, testMatch: wideAndPlain },
    { name: 'phone-plain', use: { ...phone, ...plain }, testIgnore: oneDesk },
  ],
});
