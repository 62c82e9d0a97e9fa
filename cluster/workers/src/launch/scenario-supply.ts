import type { Scenario } from '@disco-engine/sdk';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import { packScenario } from '../scenarios/pack.js';
import type { ScenarioRef } from '../scenarios/scenario-ref.js';
import { shownStore } from '../scenarios/shown-store.js';
import { sha256 } from '../scenarios/sha256.js';

/** The reference last given to each scenario, so that its next run reads and packs it again only if a worker lacks it. */
const refs = new WeakMap<Scenario, ScenarioRef>();

/**
 * Sends a scenario to all workers that lack it, once for each process.
 *
 * @throws DiscoError `COMMAND_TOO_LARGE`; errors of the store that it is in
 */
export async function supplyScenario(handles: readonly WorkerHandle[], scenario: Scenario): Promise<ScenarioRef> {
  const known = refs.get(scenario);
  if (known !== undefined && (await isEverywhere(handles, known))) return known;
  const packed = await packScenario(scenario);
  const ref = known ?? refOf(scenario, packed);
  refs.set(scenario, ref);
  await Promise.all(
    byProcess(handles).map(async (threads) => {
      // The next thread finds what the first one was sent.
      for (const thread of threads) {
        const { has } = await thread.send({ command: 'offer', scenario: ref });
        if (!has) await thread.send({ command: 'supply', packed });
      }
    }),
  );
  return ref;
}

async function isEverywhere(handles: readonly WorkerHandle[], scenario: ScenarioRef): Promise<boolean> {
  const answers = await Promise.all(handles.map((handle) => handle.send({ command: 'offer', scenario })));
  return answers.every(({ has }) => has);
}

function byProcess(handles: readonly WorkerHandle[]): WorkerHandle[][] {
  const processes = new Map<unknown, WorkerHandle[]>();
  for (const handle of handles) {
    const process = handle.process ?? handle;
    const threads = processes.get(process) ?? [];
    processes.set(process, threads);
    threads.push(handle);
  }
  return [...processes.values()];
}

function refOf({ name, stored }: Scenario, packed: Uint8Array): ScenarioRef {
  const ref = { name, sha256: sha256(packed), bytes: packed.length };
  return stored === undefined ? ref : { ...ref, stored: { ...stored, store: shownStore(stored.store) } };
}
