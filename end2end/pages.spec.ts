import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths, type Walk } from './paths';
import { expect, test, type Role } from './support';
import { assetWeight, budget, htmlWeight, type Weight } from './weight';

type Row = Weight & { role: string; path: string; sql: string; axe: number };

test('every page is light and open to everybody', async ({ page: guest, arrive, axe }) => {
  test.setTimeout(600_000);
  const rows: Row[] = [];
  const broken: string[] = [];

  for (const role of Object.keys(paths) as (keyof typeof paths)[]) {
    const page = role === 'guest' ? guest : await arrive(role as Role);
    for (const walk of paths[role]) {
      const response = await follow(page, walk);
      const path = new URL(page.url()).pathname.replaceAll(ID, '{id}');
      if (!response?.ok()) {
        broken.push(`${role} ${path}: answered ${response?.status()}`);
        continue;
      }
      const title = await page.title();
      if (/[<>{}]|^\s*$/.test(title)) broken.push(`${role} ${path}: the title is "${title}"`);
      const weight = { html: htmlWeight(await response.text()), ...(await assetWeight(page)) };
      const violations = await axe(page);
      const sql = /sql;desc="(\d+)"/.exec(response.headers()['server-timing'] ?? '')?.[1] ?? '?';
      rows.push({ role, path, ...weight, sql, axe: violations.length });

      for (const kind of Object.keys(budget) as (keyof Weight)[])
        if (weight[kind] > budget[kind])
          broken.push(`${role} ${path}: ${kind} is ${weight[kind]} bytes, more than ${budget[kind]}`);
      broken.push(...violations.map((violation) => `${role} ${path}: ${violation}`));
    }
  }

  console.table(rows);
  expect(broken).toEqual([]);
  // Links with a token are walked in first_run.spec.ts and account.spec.ts; `/` leads on to one of the others.
  // The file of checkpoints is no page: audit.spec.ts reads it.
  const elsewhere = ['/', '/first-run/{id}', '/invitation/{id}', '/readmission/{id}', '/audit/checkpoints.txt'];
  // A file too, and two records of one client: duplicate.spec.ts.
  elsewhere.push('/my-day/calendar.ics', '/calendar/{id}', '/cases/{id}/duplicates/{id}', '/cases/{id}/earlier');
  // A script and a manifest, which no person opens: offline.spec.ts.
  elsewhere.push('/field/worker.js', '/field/notes.webmanifest');
  // A part that was taken back, and a clinic that a consent names: segment.spec.ts.
  elsewhere.push('/cases/{id}/consents/again/{id}', '/expected/{id}/article-30');
  // A client's own pages need her card: card.spec.ts.
  elsewhere.push('/recovery-sheet/opening'); // for who has no keys: recovery_sheet.spec.ts
  elsewhere.push('/card/own', '/card/looks', '/card/agreed', '/card/rights', '/card/consents/{id}/withdrawal');
  expect([...new Set([...rows.map(({ path }) => path), ...elsewhere])].sort()).toEqual(pagesOfTheProduct());
});

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Waits for what a page loads only where the walk ends: what leads there is only read. */
async function follow(page: Page, [begin, ...links]: Walk) {
  const go = (address: string, last: boolean) =>
    page.goto(address, { waitUntil: last ? 'load' : 'domcontentloaded' });
  let response = await go(begin, links.length === 0);
  for (const [at, link] of links.entries()) {
    const href = await page.locator(`main ${link}`).first().getAttribute('href');
    response = await go(href ?? `no ${link} on ${begin}`, at === links.length - 1);
  }
  // Islands come after everything else.
  if ((await response?.text())?.includes('_bg.wasm')) await page.waitForLoadState('networkidle');
  return response;
}

/** What stands in the table of all addresses. */
function pagesOfTheProduct(): string[] {
  const table = readFileSync(join(import.meta.dirname, '../app/src/routes.rs'), 'utf8');
  const gets = [...table.matchAll(/^ +get +"([^"]+)"/gm)].map(([, path = '']) => path.replaceAll(/\{\w+\}/g, '{id}'));
  return [...new Set(gets)].sort();
}
