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
/** Touches the file from this thread, which is enough if nothing blocks it. */
const beating: NonNullable<ClaimOptions['heart']> = (file, every) => {
  let now = 1_000_000;
  const timer = setInterval(() => void utimes(file, ++now, now).catch(() => {}), every);
  return () => clearInterval(timer);
};

function take(options: ClaimOptions = {}): Promise<Claim> {
  return Claim.take(folder, 'folder', { lease: LEASE, heart: silent, ...options });
}

/** A process in another container on this host, with the same PID. */
function elsewhere(): ProcessIdentity {
  return { ...self, namespace: 'pid:[1]' };
}

describe('a claim', () => {
  test('names its holder, since when, and what to do', async () => {
    const claim = await take();
    const refusal = (await take().catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({ code: 'RESULTS_LOCKED', place: { file: folder } });
    expect(refusal.message).toMatch(
      /^.+ is in use by process \d+ on host .+ \(since 20\d\d-.+Z\); wait until it ends, stop it, or choose another folder; if it dies, the folder becomes free within 0.09 s$/,
    );
    await claim.release();
    const next = await take();
    expect([claim.term, next.term]).toEqual([1, 2]);
    await next.release();
    expect(await readdir(join(folder, '.claims'))).toEqual(['folder-000002.free']);
  });

  test.each<[string, (own: ProcessIdentity) => ProcessIdentity]>([
    ['an earlier process with this PID, such as PID 1 of a restarted container', (own) => ({ ...own, start: '1' })],
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

  test('that was taken over while its process was halted is noticed before anything is written', async () => {
    const halted = await take({ self: elsewhere() });
    const next = await take();
    await expect(halted.check()).rejects.toMatchObject({ code: 'RESULTS_LOCK_LOST' });
    await halted.release();
    await next.check();
    await next.release();
    await expect(next.check()).rejects.toMatchObject({ code: 'RESULTS_LOCK_LOST' });
  });

  test('that is damaged, for example by a power failure, becomes free after the lease', async () => {
    const claims = join(folder, '.claims');
    await mkdir(claims);
    await writeFile(join(claims, 'folder-000004'), '{"format":1,"proc');
    const opening = Claim.take(folder, 'folder', { heart: silent });
    // The holder renews it.
    const timer = setInterval(() => void utimes(join(claims, 'folder-000004'), 1, performance.now()), 100);
    await expect(opening.finally(() => clearInterval(timer))).rejects.toThrow('is in use by a process;');
  });

  test('is renewed by a separate thread', async () => {
    await Claim.take(folder, 'folder', { lease: 3000, self: elsewhere() });
    await expect(take()).rejects.toMatchObject({ code: 'RESULTS_LOCKED' });
  });

  test('can be one of several in a folder', async () => {
    const claims = await Promise.all(['a', 'b', 'a-1'].map((name) => Claim.take(folder, name, { heart: silent })));
    expect(claims.map(({ term }) => term)).toEqual([1, 1, 1]);
  });
});

test('of three processes that open at once over a stale claim, one gets it', async () => {
  for (let round = 0; round < 50; round++) {
    const before = await take({ self: { ...self, start: String(round) } });
    const opened = await Promise.allSettled([take(), take(), take()]);
    const taken = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(taken).toHaveLength(1);
    expect(taken[0]?.term).toBeGreaterThan(before.term);
    await taken[0]?.release();
  }
});

test('a process identifies itself and its parent', async () => {
  expect(await isAlive(self, self)).toBe(process.platform === 'linux' ? true : undefined);
});
