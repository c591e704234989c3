import { defineConfig } from '@playwright/test';
import type { Worker } from './support';

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const plain = { javaScriptEnabled: false };

// Every day is lived at a desk with JavaScript and on a phone without it: what either lacks shows there. The days of the
// people who carry a phone, and those with an island, are lived on it with JavaScript as well, and a day of staff, of a
// partner and of a client at a desk without (decision 0021).
// What a form refuses is the same on a small screen with a script: one of each kind is enough.
// The measurements, the first run and the keys of a keyboard belong to one desk.
const oneDesk = ['pages.spec.ts', 'first_run.spec.ts', 'keyboard.spec.ts', 'taps.spec.ts'];
const onAPhone = ['worker', 'volunteer', 'clinic', 'legal', 'livelihood', 'card', 'consent', 'referral', 'counselling', 'emergency', 'offline', 'accompaniment'];
const wideAndPlain = ['worker', 'clinic', 'card'];
// At a desk the days of everybody who works here, and of a client, are lived without a mouse; a finger lives them on a phone.
const byKeyboard = ['worker', 'volunteer', 'clinic', 'legal', 'livelihood', 'supervision', 'club', 'audit', 'account', 'card', 'referral', 'consent'];
const days = (names: string[]) => names.map((name) => `${name}.spec.ts`);

export default defineConfig<object, Worker>({
  testDir: '.',
  globalSetup: './demo.ts',
  reporter: 'list',
  timeout: 60_000, // a debug build on a busy machine
  retries: process.env.CI ? 1 : 0,
  fullyParallel: true, // each test stands by itself: the longest file does not run on alone when all others are done
  workers: 3, // on two cores: a test waits as often as it works
  forbidOnly: true,
  use: {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    trace: 'off',
    contextOptions: { reducedMotion: 'reduce' }, // pages that fade cost a slow machine more than they show
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
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
    { name: 'desk', use: desk, testIgnore: days(byKeyboard) },
    { name: 'keyboard', use: { ...desk, keyboard: true }, testMatch: days(byKeyboard) },
    { name: 'phone', use: phone, testMatch: days(onAPhone) },
    { name: 'desk-plain', use: { ...desk, ...plain }, testMatch: days(wideAndPlain) },
    { name: 'phone-plain', use: { ...phone, ...plain }, testIgnore: oneDesk },
  ],
});
