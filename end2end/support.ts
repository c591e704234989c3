import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Cookie, type Locator, type Page } from '@playwright/test';
import { withoutAMouse } from './keys';
import { startDemo, type Demo, type Login, type Role } from './demo';
import { startEmpty, type Empty } from './program';

export { expect, type Page, type Role };

/** Presses as this person would, with a finger or a mouse, and counts. */
export type Hand = { press(what: Locator): Promise<void>; presses: number };

type Support = {
  /** A browser of one's own for a person of this role, logged in, where the day begins. */
  arrive(role: Role): Promise<Page>;
  axe(page: Page): Promise<string[]>;
  /** Everybody can use the page that is open: no rule of WCAG is broken, and nothing hangs over the edge. */
  open(page: Page): Promise<void>;
  hand: Hand;
  /** Another server, on its first day. */
  empty: Empty;
};

// One server for each worker process of Playwright, which runs one test at a time: what one test counts, no other
// changes; and the server, which limits tries to log in from one network, never has to refuse one.
// What is done by keyboard is so from the first to the last test of such a process.
export type Worker = { demo: Demo; sessions: Map<Role, Cookie[]>; keyboard: boolean; hands: void };

export const test = base.extend<Support, Worker>({
  demo: [
    async ({}, use) => {
      const { about, stop } = await startDemo();
      await use(about);
      await stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  keyboard: [false, { option: true, scope: 'worker' }],
  hands: [
    async ({ keyboard, browser }, use) => {
      const page = keyboard ? await browser.newPage() : undefined;
      if (page) withoutAMouse(page);
      await page?.close();
      await use();
    },
    { scope: 'worker', auto: true },
  ],
  baseURL: async ({ demo }, use) => use(demo.address),

  arrive: async ({ browser, demo, sessions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      const known = sessions.get(role);
      if (known) await context.addCookies(known);
      else await logIn(page, demo.logins[role]);
      sessions.set(role, await context.cookies());
      await page.goto('/');
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  axe: async ({ javaScriptEnabled }, use) =>
    use(async (page) => {
      if (!javaScriptEnabled) return []; // axe is a script
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      // Legacy mode opens no second page for its answer; it would miss frames, which no page of ours has.
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
      return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`));
    }),

  open: async ({ axe }, use) =>
    use(async (page) => {
      const path = new URL(page.url()).pathname;
      expect.soft(await axe(page), `axe on ${path}`).toEqual([]);
      // Against the screen: on a phone `innerWidth` grows with what does not fit.
      const over = (await page.evaluate(() => document.documentElement.scrollWidth)) - page.viewportSize()!.width;
      expect.soft(over, `pixels wider than the screen on ${path}`).toBeLessThanOrEqual(0);
    }),

  empty: async ({}, use) => {
    const { about, stop } = await startEmpty();
    await use(about);
    await stop();
  },

  hand: async ({ hasTouch }, use) => {
    const hand: Hand = {
      presses: 0,
      press: async (what) => {
        hand.presses++;
        await (hasTouch ? what.tap() : what.click());
      },
    };
    await use(hand);
  },
});

/** By the form, as everybody does, whatever its language. */
export async function logIn(page: Page, { username, password }: Login): Promise<void> {
  await page.goto('/login');
  await page.locator('[name=username]').fill(username);
  await page.locator('[name=password]').fill(password);
  await page.locator('form:has([name=password]) button').click();
  await page.waitForURL((url) => url.pathname !== '/login');
}
