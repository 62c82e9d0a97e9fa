import { writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Disco, model, printed, type Outcome } from '../command/disco.js';
import { HostNetwork } from './host-network.js';
import { Ends, isTrial, why } from './trials.js';

const HOSTS = ['amber', 'beryl'] as const;
const [AMBER, BERYL] = HOSTS;
/** Milliseconds. */
const LOST_AFTER = 6_000;
/** Milliseconds after which a host that can be reached again must be found. */
const FOUND_WITHIN = 30_000;

describe.skipIf(!isTrial)(
  `a run on workers of two hosts${why}`,
  () => {
    const disco = new Disco();
    const ends = new Ends();
    ends.add(() => disco.close());
    let network: HostNetwork;
    let trust: readonly string[];
    let digest: unknown;
    const run = [
      'run',
      '--model',
      `${model}#TokenRing`,
      '--scenario',
      `${model}#small`,
      '--seed',
      '7',
      '--until',
      '100',
    ];

    beforeAll(async () => {
      network = await HostNetwork.make(HOSTS);
      ends.add(() => network.close());
      const token = join(network.folder, 'token');
      await writeFile(token, 'xTqyW6n3JwP0v8RkZ2hLbM5cD9sF1gA7', { mode: 0o600 });
      trust = ['--token-file', token, '--allow-plaintext'];
      const alone = await disco.run(...run, '--workers', '1', '--json');
      digest = digestIn(alone);
    });
    afterAll(() => ends.run());

    /** Starts a run of some seconds on new workers; resolves when all step. */
    async function started(kind: string): Promise<Started> {
      const workers = HOSTS.map((host) =>
        network.disco(host, [
          'worker',
          '--model',
          model,
          '--listen',
          `${kind}://${network.addressOf(host)}:0`,
          ...trust,
        ]),
      );
      const addresses = await Promise.all(
        workers.map(async ({ stdout }) => {
          const [line] = (await once(createInterface({ input: stdout ?? process.stdin }), 'line')) as [string];
          return line.split(' ').at(-1) ?? '';
        }),
      );
      const step = workers.map((worker) => printed(worker, /started the run/));
      const settings = ['--parameters', '{"work": 2}', '--lost-after', String(LOST_AFTER), '--json'];
      const outcome = disco.start(...run, '--peers', addresses.join(), ...trust, ...settings);
      await Promise.race([Promise.all(step), outcome]);
      return { addresses, outcome, end: () => workers.forEach((worker) => worker.kill('SIGKILL')) };
    }

    async function cutBetween(): Promise<() => Promise<void>> {
      const mends = [await network.mute(AMBER, BERYL), await network.mute(BERYL, AMBER)];
      return async () => {
        for (const mend of mends) await mend();
      };
    }

    const kinds = ['ws', 'grpc'];
    const cuts = [
      { what: 'the link between them', cut: cutBetween },
      { what: 'what one sends to the other', cut: () => network.mute(AMBER, BERYL) },
      { what: 'the launcher', cut: () => network.cut(undefined) },
    ];
    const each = kinds.flatMap((kind) => cuts.map((cut) => ({ kind, ...cut })));
    const short = each.flatMap((one) => [1, 4].map((seconds) => ({ ...one, seconds })));

    it.each(short)(
      'has its digest over $kind though $what is cut for $seconds s',
      async ({ seconds, kind, cut, what }) => {
        const { outcome, end } = await started(kind);
        const mend = await cut();
        const begin = performance.now();
        await sleep(seconds * 1_000);
        await mend();
        const { code, stderr, stdout } = await outcome;
        end();
        expect(code, stderr).toBe(0);
        expect(digestIn({ stdout })).toBe(digest);
        report(`${kind}, ${what}, ${seconds} s`, begin, 'finished');
      },
    );

    it.each(each)(
      'ends with the reason, within two patiences, if $what stays cut over $kind, and leaves its workers free',
      async ({ kind, cut, what }) => {
        const { outcome, end, addresses } = await started(kind);
        const mend = await cut();
        const begin = performance.now();
        const { code, stderr } = await outcome;
        const took = performance.now() - begin;
        await mend();
        const anew = (): Promise<Outcome> => disco.run(...run, '--peers', addresses.join(), ...trust, '--json');
        let again = await anew();
        // The kernel remembers for a moment that it did not find a host.
        const deadline = performance.now() + FOUND_WITHIN;
        while (again.stderr.includes('EHOSTUNREACH') && performance.now() < deadline) again = await anew();
        end();
        expect(again.code, again.stderr).toBe(0);
        expect(digestIn(again)).toBe(digest);
        expect(code).toBe(1);
        expect(stderr).toMatch(/WORKER_LOST|WORKER_UNREACHABLE|RUN_STALLED/);
        report(`${kind}, ${what}, for good`, begin, stderr.trim().split('\n').at(-1) ?? '');
        expect(took).toBeLessThan(2 * LOST_AFTER + 5_000);
      },
    );
  },
  600_000,
);

interface Started {
  readonly addresses: readonly string[];
  readonly outcome: Promise<Outcome>;
  /** Ends the workers. */
  end(): void;
}

/** Prints what a trial has shown. */
function report(what: string, begin: number, how: string): void {
  console.log(`${what}: ${how}, ${((performance.now() - begin) / 1_000).toFixed(1)} s after the cut`);
}

function digestIn({ stdout }: Pick<Outcome, 'stdout'>): unknown {
  return (JSON.parse(stdout) as Record<string, unknown>)['digest'];
}
