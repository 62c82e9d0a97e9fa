import fc from 'fast-check';
import type { ActivationRecord } from '@disco-engine/sdk';
import { SharedResourceOwner, type Answered, type Claimed } from '@disco-engine/sdk/shared-resource';
import { describe, expect, it } from 'vitest';
import { Clerk, Ledger, Mechanic, toolroom, Toolroom, Tools, type Spell } from '../models/toolroom.js';
import { onTopology, topologies, type RunTopology } from '../topologies.js';

/** The events that owners and requesters received, in the order of their activations. */
interface Told {
  readonly claims: { readonly owner: string; readonly epoch: number; readonly events: ActivationRecord['events'] }[];
  /** By owner: which claims were granted to whom, and when they learned it. */
  readonly grants: Map<string, string[]>;
}

interface Outcome extends Told {
  readonly digest: string;
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly owners: readonly SharedResourceOwner[];
}

interface Room {
  readonly capacities: readonly number[];
  readonly gaps: readonly number[];
  readonly seed: number;
}

async function outcome(topology: RunTopology, { capacities, gaps, seed }: Room): Promise<Outcome> {
  const scenario = toolroom(capacities, gaps);
  return onTopology(topology, Toolroom, { scenario, seed }, async (run) => {
    const told: Told = { claims: [], grants: new Map() };
    run.observe(({ node, simproc, epoch, events }) => {
      if (simproc === Tools.request.name) told.claims.push({ owner: node, epoch, events });
      if (simproc !== Tools.grant.name) return;
      for (const { sender, payload } of events) {
        const { claim, granted } = payload as Answered;
        if (!granted) continue;
        told.grants.set(sender, [...(told.grants.get(sender) ?? []), `${epoch} ${node} ${claim}`]);
      }
    });
    await run.until(500);
    const askers = [...run.nodes(Mechanic), ...run.nodes(Clerk)];
    return {
      ...told,
      digest: run.digest,
      ledgers: new Map(askers.map(([name, { ledger }]) => [name, ledger])),
      owners: [...run.nodes(Tools.Owner).values()],
    };
  });
}

/** What each owner should grant, by its rule alone: the claim with the least priority first, then the earliest. */
function expectedGrants({ claims }: Told, owner: string, capacity: number): string[] {
  const waiting: { readonly who: string; readonly priority: number; readonly order: number }[] = [];
  const holding = new Set<string>();
  const granted: string[] = [];
  let order = 0;
  for (const { epoch, events } of claims.filter((one) => one.owner === owner)) {
    for (const { sender, payload } of events) {
      const claimed = payload as Claimed;
      const who = `${sender} ${claimed.claim}`;
      if (claimed.kind === 'ask') waiting.push({ who, priority: claimed.priority, order: order++ });
    }
    for (const { sender, payload } of events) {
      const claimed = payload as Claimed;
      const who = `${sender} ${claimed.claim}`;
      if (claimed.kind !== 'leave' || holding.delete(who)) continue;
      waiting.splice(
        waiting.findIndex((one) => one.who === who),
        1,
      );
    }
    waiting.sort((a, b) => a.priority - b.priority || a.order - b.order);
    for (const { who } of waiting.splice(0, Math.max(0, capacity - holding.size))) {
      holding.add(who);
      granted.push(`${nextAfter(epoch)} ${who}`);
    }
  }
  expect([...holding], 'nobody keeps a unit').toEqual([]);
  expect(waiting, 'nobody is left').toEqual([]);
  return granted.sort();
}

function nextAfter(epoch: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, epoch);
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0);
}

/** The greatest number held at one time. */
function most(spells: readonly Spell[]): number {
  const changes = spells.flatMap(([since, until]) => [
    { epoch: since, change: 1 },
    { epoch: until, change: -1 },
  ]);
  // Releases come before claims: in between, a unit is in transit.
  changes.sort((a, b) => a.epoch - b.epoch || a.change - b.change);
  let [held, found] = [0, 0];
  for (const { change } of changes) found = Math.max(found, (held += change));
  return found;
}

function check(found: Outcome, { capacities, gaps }: Room): void {
  capacities.forEach((capacity, room) => {
    const owner = `tools/room${room}`;
    expect((found.grants.get(owner) ?? []).sort()).toEqual(expectedGrants(found, owner, capacity));
    const spells = [...found.ledgers].flatMap(([name, { spells: own }]) =>
      Number(name.split('/n')[1]) % capacities.length === room ? own : [],
    );
    expect(most(spells)).toBeLessThanOrEqual(capacity);
  });
  expect(found.ledgers.size).toBe(gaps.length);
  for (const { asked, got, gaveUp, takenBack } of found.ledgers.values()) expect(got + gaveUp + takenBack).toBe(asked);
  for (const owner of found.owners) expect(owner).toMatchObject({ inUse: 0, queueLength: 0 });
}

const busy: Room = { capacities: [2, 1], gaps: [0.6, 0.9, 0.7, 1.2, 0.8, 0.5, 1.5], seed: 11 };

let alone: Promise<Outcome> | undefined;

describe.each(topologies)('on $name', (topology) => {
  it('a shared resource grants each unit once, by priority, and gets all of them back', async () => {
    const found = await outcome(topology, busy);
    check(found, busy);
    const expected = await (alone ??= outcome({ name: 'alone', workers: 1 }, busy));
    expect(found.digest).toBe(expected.digest);
    expect(found.ledgers).toEqual(expected.ledgers);
  });
});

it('whoever claims units and cancels claims, at any time', async () => {
  const rooms = fc.record({
    capacities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
    gaps: fc.array(fc.double({ min: 0.3, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 }),
    seed: fc.nat(),
  });
  let crossed = 0;
  await fc.assert(
    fc.asyncProperty(rooms, async (room) => {
      const [first, ...others] = await Promise.all([1, 2, 3].map((workers) => outcome({ name: '', workers }, room)));
      if (first === undefined) throw new Error('there is no run');
      check(first, room);
      for (const { digest } of others) expect(digest).toBe(first.digest);
      const got = [...first.ledgers.values()].reduce((sum, ledger) => sum + ledger.got, 0);
      crossed += [...first.grants.values()].flat().length - got;
    }),
    { numRuns: 25 },
  );
  // Grants that reached nodes after they had canceled the claim.
  expect(crossed).toBeGreaterThan(20);
});
