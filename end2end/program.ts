import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A server that runs, with a folder of its own, and what it told about itself. */
export type Running<About> = { about: About; stop: () => Promise<void> };

/** Starts the program; `tells` reads from what it printed or wrote, as soon as it stands there. */
export async function start<About>(
  args: (folder: string) => string[],
  tells: (printed: string, folder: string) => About | undefined,
): Promise<Running<About>> {
  const program = process.env.DONG_HANH_BIN ?? join(import.meta.dirname, '../target/debug/dong-hanh');
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`cargo xtask test --only build\` first`);

  const folder = mkdtempSync(join(tmpdir(), 'dong-hanh-'));
  const server = spawn(program, args(folder), { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  server.stdout.on('data', (chunk: Buffer) => (printed += chunk));
  const kill = () => void server.kill();
  process.once('exit', kill); // also when Playwright gives up early

  const stop = async () => {
    process.off('exit', kill);
    await end(server);
    rmSync(folder, { recursive: true });
  };
  for (let round = 0; round < 1200 && server.exitCode === null; round++) {
    const about = tells(printed, folder);
    if (about) return { about, stop };
    await pause(50);
  }
  await stop();
  throw new Error('the server ended, or did not tell where it is within a minute');
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  const late = setTimeout(() => server.kill('SIGKILL'), 5_000); // a browser may hold a connection open
  await ended;
  clearTimeout(late);
}

export type Empty = { address: string; firstRun: string };

/** A server on its first day: no account yet, only the link that it prints where it was started. */
export const startEmpty = (): Promise<Running<Empty>> =>
  start(serve, (printed) => {
    const [, firstRun] = /(http:\S+\/first-run\/\S+)\s/.exec(printed) ?? [];
    return firstRun ? { address: new URL(firstRun).origin, firstRun } : undefined;
  });

/** `serve` on a free port and a database in the folder. */
export const serve = (folder: string): string[] => [
  'serve',
  '--listen',
  '127.0.0.1:0',
  '--database',
  `sqlite://${join(folder, 'dong-hanh.db')}`,
];
