import { readdir, readFile, readlink } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import { Disco } from '../command/disco.js';
import { BRIEF, calmDigests, HostFarm } from './host-farm.js';
import { HostNetwork } from './host-network.js';
import { Ends, isTrial, why } from './trials.js';

const [STEADY, FRAIL] = ['amber', 'beryl'] as const;
/** Each of ten replications. */
const JOBS = 50;
/** Jobs after which a process has loaded and cached all that it uses. */
const SETTLED = 10;

describe.skipIf(!isTrial)(`one disco up, through 500 replications and 50 kills of another host${why}`, () => {
  const disco = new Disco();
  const ends = new Ends();
  ends.add(() => disco.close());
  afterAll(() => ends.run());

  it('has all results, and holds no more memory, files and sockets at the end', { timeout: 3_600_000 }, async () => {
    const network = await HostNetwork.make([STEADY, FRAIL]);
    ends.add(() => network.close());
    const server = await PostgresServer.start(network.address);
    ends.add(() => server.stop());
    const farm = await HostFarm.open(network, server, disco);
    ends.add(() => farm.coordinator.close());
    const calm = await calmDigests(disco, network.folder, BRIEF);
    const { pid = NaN } = await farm.up(STEADY);
    let settled = await holdings(pid);
    for (let count = 1; count <= JOBS; count++) {
      await farm.up(FRAIL);
      const job = await farm.submit(BRIEF);
      await farm.atWork(FRAIL);
      farm.signal(FRAIL, 'SIGKILL');
      const { state, alarms } = await farm.ended(job);
      expect([state, alarms]).toEqual(['FINISHED', []]);
      expect(await farm.digests(job)).toEqual(calm);
      if (count === SETTLED) settled = await holdings(pid);
      if (count % 10 === 0) console.log(`${count} jobs: ${JSON.stringify(await holdings(pid))}`);
    }
    const end = await holdings(pid);
    expect(end.files).toBeLessThanOrEqual(settled.files + 2);
    expect(end.sockets).toBeLessThanOrEqual(settled.sockets + 1);
    expect(end.mebibytes).toBeLessThan(settled.mebibytes * 1.25 + 20);
  });
});

interface Holdings {
  readonly mebibytes: number;
  readonly files: number;
  readonly sockets: number;
}

/** What a process holds. */
async function holdings(pid: number): Promise<Holdings> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? NaN);
  const handles = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')));
  const sockets = targets.filter((target) => target.startsWith('socket:')).length;
  return { mebibytes: Math.round(kibibytes / 1024), files: handles.length - sockets, sockets };
}
