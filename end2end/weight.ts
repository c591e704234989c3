import type { Page } from '@playwright/test';
import { get } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';

/** Bytes a person on a telephone pays for one page. */
export type Weight = { html: number; css: number; islands: number; script: number };

/** The most each may be: what a cheap telephone on a slow network can bear. */
export const budget: Weight = { html: 15_000, css: 14_000, islands: 110_000, script: 10_000 };

/** The text as the server would compress it while it answers: brotli, quality 4. */
export function htmlWeight(html: string): number {
  return brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
}

/** What the page that is open now has loaded besides its HTML, cached or not. */
export async function assetWeight(page: Page): Promise<Omit<Weight, 'html'>> {
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  const weight = { css: 0, islands: 0, script: 0 };
  for (const address of new Set(loaded)) {
    const kind = kindOf(address);
    if (kind) weight[kind] += await transferred(address);
  }
  return weight;
}

function kindOf(address: string): keyof Omit<Weight, 'html'> | undefined {
  const name = new URL(address).pathname.split('/').pop() ?? '';
  if (name.startsWith('islands-') || name.endsWith('.wasm')) return 'islands';
  if (name.endsWith('.css')) return 'css';
  if (name.endsWith('.js')) return 'script';
}

const known = new Map<string, number>();

/** Bytes on the wire. `fetch` would unpack them before we can count. */
async function transferred(address: string): Promise<number> {
  const bytes = known.get(address) ?? (await countBytes(address));
  known.set(address, bytes);
  return bytes;
}

function countBytes(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(address, { headers: { 'accept-encoding': 'br' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
    });
    request.on('error', reject);
  });
}
