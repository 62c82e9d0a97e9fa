import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Claim, type ClaimOptions } from '../../src/results/claim.js';
import { isAlive, thisProcess, type ProcessIdentity } from '../../src/results/process-identity.js';

const LEASE = 90;

let folder: string;
let self: ProcessIdentity;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-claim-'));
  self = await thisProcess();
});
afterEach(() => rm(folder, { recursive: true }));

const silent = (): (() => void) => () => {};
/** Touches the file from this thread, which is enough where nothing blocks it. */
const beating: NonNullable<ClaimOptions['heart']> = (file, every) => {
  let now = 1_000_000;
  const timer = setInterval(() => void utimes(file, ++now, now).catch(() => {}), every);
  return () => clearInterval(timer);
};

function take(options: ClaimOptions = {}): Promise<Claim> {
  return Claim.take(folder, 'folder', { lease: LEASE, heart: silent, ...options });
}

/** A process of another container on this host, which has the same number. */
function elsewhere(): ProcessIdentity {
  return { ...self, namespace: 'pid:[1]' };
}

describe('a claim', () => {
  test('says who has it since when, and what to do', async () => {
    const claim = await take();
    const refusal = (await take().catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({ code: 'RESULTS_LOCKED', place: { file: folder } });
    expect(refusal.message).toMatch(
      /^process \d+ on host .+ writes to .+ since 20\d\d-.+Z; wait for its end, stop it, or name another folder; if it dies, the folder is free after 0.09 s at most$/,
    );
    await claim.release();
    const next = await take();
    expect([claim.term, next.term]).toEqual([1, 2]);
    await next.release();
    expect(await readdir(join(folder, '.claims'))).toEqual(['folder-000002.free']);
  });

  test.each<[string, (own: ProcessIdentity) => ProcessIdentity]>([
    [
      'a process of this number that was started before, as PID 1 of a container that came back',
      (own) => ({ ...own, start: '1' }),
    ],
    ['a process that is gone', (own) => ({ ...own, process: 2 ** 22 + 1 })],
  ])('of %s is free at once', async (_, other) => {
    await take({ self: other(self), lease: 600_000 });
    expect((await take()).term).toBe(2);
  });

  test.each<[string, (own: ProcessIdentity) => ProcessIdentity]>([
    ['another container', elsewhere],
    ['another host', (own) => ({ ...own, host: 'other', boot: 'x' })],
    ['a platform without /proc', (own) => ({ ...own, boot: '', namespace: '', start: '' })],
  ])('of %s holds while it is renewed, and for a lease after that', async (_, other) => {
    const claim = await take({ self: other(self), heart: beating });
    await expect(take()).rejects.toMatchObject({ code: 'RESULTS_LOCKED' });
    await expect(take()).rejects.toMatchObject({ code: 'RESULTS_LOCKED' });
    await claim.check();
    await claim.release();
    await take({ self: other(self) });
    const began = performance.now();
    await take();
    expect(performance.now() - began).toBeGreaterThanOrEqual(LEASE);
  });

  test('that was taken over, as of a process that was halted, is noticed before anything is written', async () => {
    const halted = await take({ self: elsewhere() });
    const next = await take();
    await expect(halted.check()).rejects.toMatchObject({ code: 'RESULTS_LOCK_LOST' });
    await halted.release();
    await next.check();
    await next.release();
    await expect(next.check()).rejects.toMatchObject({ code: 'RESULTS_LOCK_LOST' });
  });

  test('that is broken, as by a loss of power, is free after the lease', async () => {
    const claims = join(folder, '.claims');
    await mkdir(claims);
    await writeFile(join(claims, 'folder-000004'), '{"format":1,"proc');
    const opening = Claim.take(folder, 'folder', { heart: silent });
    // Somebody renews it.
    const timer = setInterval(() => void utimes(join(claims, 'folder-000004'), 1, performance.now()), 100);
    await expect(opening.finally(() => clearInterval(timer))).rejects.toThrow('a process writes to');
  });

  test('is renewed by a thread of its own', async () => {
    await Claim.take(folder, 'folder', { lease: 3000, self: elsewhere() });
    await expect(take()).rejects.toMatchObject({ code: 'RESULTS_LOCKED' });
  });

  test('is one of several in a folder', async () => {
    const claims = await Promise.all(['a', 'b', 'a-1'].map((name) => Claim.take(folder, name, { heart: silent })));
    expect(claims.map(({ term }) => term)).toEqual([1, 1, 1]);
  });
});

test('of three that open at once over a stale claim, one has it', async () => {
  for (let round = 0; round < 50; round++) {
    const before = await take({ self: { ...self, start: String(round) } });
    const opened = await Promise.allSettled([take(), take(), take()]);
    const taken = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(taken).toHaveLength(1);
    expect(taken[0]?.term).toBeGreaterThan(before.term);
    await taken[0]?.release();
  }
});

test('a process knows itself, and that of its parent', async () => {
  expect(await isAlive(self, self)).toBe(process.platform === 'linux' ? true : undefined);
});
