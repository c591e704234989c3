import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, start, type Running } from './program';

export type Role =
  | 'worker'
  | 'volunteer'
  | 'facilitator'
  | 'clinic'
  | 'legal'
  | 'livelihood'
  | 'supervisor'
  | 'other_supervisor'
  | 'administrator'
  | 'officer';
export type Login = { username: string; password: string };
export type Demo = { address: string; logins: Record<Role, Login> };

/** Makes the demonstration data, once for the whole run; Playwright calls the returned function when it is over. */
export default async function makeData(): Promise<() => void> {
  const data = mkdtempSync(join(tmpdir(), 'dong-hanh-data-'));
  const files = ['--database', `sqlite://${join(data, 'dong-hanh.db')}`, '--logins', join(data, 'logins.json')];
  const { stop } = await start(
    () => ['demo', ...files],
    () => logins(data),
  );
  await stop(); // closes the database, so that it can be copied
  process.env.DONG_HANH_DATA = data; // Playwright hands the environment to its workers
  return () => rmSync(data, { recursive: true });
}

/** A server with a copy of these data, which nobody else changes. */
export async function startDemo(): Promise<Running<Demo>> {
  const data = process.env.DONG_HANH_DATA ?? '';
  const copy = (folder: string) => {
    cpSync(data, folder, { recursive: true });
    return [...serve(folder), '--measure', '--notify-host', 'phong-kham.example'];
  };
  const { about, stop } = await start(copy, (printed) => /http:\S+/.exec(printed)?.[0]);
  return { about: { address: about, logins: logins(data)!.logins }, stop };
}

/** What the demo wrote; it may be seen half-written. */
function logins(folder: string): Pick<Demo, 'logins'> | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'logins.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
