import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import { until } from '../../../coordinator/test/until.js';
import { Disco } from '../command/disco.js';
import { calmDigests, EXPERIMENT, HostFarm } from './host-farm.js';
import { HostNetwork } from './host-network.js';
import { Ends, isTrial, why } from './trials.js';

const HOSTS = ['amber', 'beryl', 'coral'] as const;
const LATE = fileURLToPath(new URL('../fixtures/shifted-clock.mjs', import.meta.url));

/** Something that happens to a farm while it works. @returns mends it */
interface Trial {
  readonly name: string;
  readonly happens: (farm: HostFarm, server: PostgresServer) => Promise<() => Promise<void>>;
  /** How long it lasts. */
  readonly seconds: number;
}

const cuts = [1, 5, 10, 60].flatMap((seconds): Trial[] => [
  {
    name: 'a worker is cut off',
    seconds,
    happens: async (farm) => farm.network.cut(await farm.worker()),
  },
  { name: 'the leader is cut off', seconds, happens: async (farm) => farm.network.cut(await farm.leader()) },
  { name: 'the database is cut off', seconds, happens: (farm) => farm.network.cut(undefined) },
  {
    name: 'what a worker sends is lost',
    seconds,
    happens: async (farm) => farm.network.mute(await farm.worker(), undefined),
  },
]);

const halts = [5, 20].flatMap((seconds): Trial[] => [
  { name: 'a worker is suspended', seconds, happens: async (farm) => suspended(farm, await farm.worker()) },
  { name: 'the leader is suspended', seconds, happens: async (farm) => suspended(farm, await farm.leader()) },
  {
    name: 'the database is suspended',
    seconds,
    happens: async (_, server) => {
      const goOn = await server.halt();
      return async () => goOn();
    },
  },
]);

const crashes: Trial[] = [
  { name: 'a worker is killed', seconds: 0, happens: async (farm) => killed(farm, await farm.worker()) },
  { name: 'the leader is killed', seconds: 0, happens: async (farm) => killed(farm, await farm.leader()) },
  {
    name: 'the database crashes',
    seconds: 1,
    happens: async (_, server) => {
      await server.crash();
      return () => server.restart();
    },
  },
  {
    name: 'one host has a clock that is an hour ahead',
    seconds: 0,
    happens: async (farm) => {
      const host = await farm.worker();
      await killed(farm, host);
      await farm.up(host, { node: ['--import', LATE] });
      return async () => {};
    },
  },
];

const disks: Trial[] = [
  {
    name: 'the disk of one host is full',
    seconds: 10,
    happens: async (farm) => {
      const host = await farm.worker();
      farm.signal(host, 'SIGKILL');
      const free = await farm.network.fillDisk(host);
      await farm.up(host);
      await until(() => farm.said(host).includes('LOG_FAILED'), 60_000);
      return async () => {
        // The host has the folder below open no more once its process has ended.
        farm.signal(host, 'SIGKILL');
        await free();
        await farm.up(host);
      };
    },
  },
];

async function suspended(farm: HostFarm, host: string): Promise<() => Promise<void>> {
  farm.signal(host, 'SIGSTOP');
  return async () => farm.signal(host, 'SIGCONT');
}

async function killed(farm: HostFarm, host: string): Promise<() => Promise<void>> {
  farm.signal(host, 'SIGKILL');
  return async () => {};
}

const trials = [...cuts, ...halts, ...crashes, ...disks];

describe.skipIf(!isTrial)(
  `a farm of three hosts and a database${why}`,
  () => {
    const disco = new Disco();
    const ends = new Ends();
    ends.add(() => disco.close());
    let network: HostNetwork;
    let server: PostgresServer;
    let farm: HostFarm;
    let calm: readonly string[];

    beforeAll(async () => {
      network = await HostNetwork.make(HOSTS);
      ends.add(() => network.close());
      server = await PostgresServer.start(network.address);
      ends.add(() => server.stop());
      farm = await HostFarm.open(network, server, disco);
      ends.add(() => farm.coordinator.close());
      calm = await calmDigests(disco, network.folder, EXPERIMENT);
    });
    afterAll(() => ends.run());

    it.each(trials)(
      'has the results of one machine though $name for $seconds s',
      async ({ name, seconds, happens }) => {
        for (const host of HOSTS) await farm.up(host);
        const job = await farm.submit(EXPERIMENT);
        const mend = await happens(farm, server);
        const begin = performance.now();
        const mended = sleep(seconds * 1_000).then(mend);
        const { state, alarms } = await farm.ended(job);
        const took = (performance.now() - begin) / 1_000;
        await mended;
        await farm.atRest();
        const rested = (performance.now() - begin) / 1_000;
        expect([state, alarms]).toEqual(['FINISHED', []]);
        expect(await farm.digests(job)).toEqual(calm);
        const parts = await farm.coordinator.jobs({ parent: job });
        expect(parts.map((part) => part.state)).toEqual(calm.map(() => 'FINISHED'));
        const attempts = Math.max(...parts.map(({ attempt }) => attempt));
        console.log(
          `${name}, ${seconds} s: finished after ${took.toFixed(1)} s, at rest after ${rested.toFixed(1)} s, at most ${attempts} attempts`,
        );
      },
    );

    it('ends when it is drained, and leaves no process', async () => {
      for (const host of HOSTS) await farm.up(host);
      await farm.atRest();
      expect((await farm.drain()).map(({ code }) => code)).toEqual(HOSTS.map(() => 0));
      expect(await network.processes()).toEqual([]);
    });
  },
  600_000,
);
