import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DataLogger,
  MemoryLog,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  Simulation,
  total,
  type LogOptions,
  type SimulationOptions,
  type TimeWeightedRecorder,
  type Total,
} from '@disco-engine/sdk';
import { ChangeList } from '../../src/logging/change-list.js';
import { TotalLevel } from '../../src/logging/total-level.js';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

interface Change {
  readonly member: number;
  readonly epoch: number;
  readonly value: number;
}

type Point = readonly [epoch: number, total: number];

function levels(size: number, slices: readonly (readonly Change[])[]): Point[] {
  const found: Point[] = [];
  const level = new TotalLevel(size, (epoch, sum) => found.push([epoch, sum]));
  for (const slice of slices) {
    const list = new ChangeList();
    for (const { member, epoch, value } of slice) list.add(member, epoch, value);
    level.take(list);
  }
  return found;
}

/** The sum of the values at each epoch, added pairwise in the order of the members. */
function expected(size: number, changes: readonly Change[]): Point[] {
  const found: Point[] = [];
  const values = Array.from({ length: size }, () => 0);
  for (const epoch of [...new Set(changes.map((change) => change.epoch))].sort((a, b) => a - b)) {
    for (const change of changes) if (change.epoch === epoch) values[change.member] = change.value;
    let sums = values;
    while (sums.length > 1)
      sums = Array.from(
        { length: Math.ceil(sums.length / 2) },
        (_, at) => (sums[2 * at] ?? 0) + (sums[2 * at + 1] ?? 0),
      );
    const [sum = NaN] = sums;
    if (sum !== found.at(-1)?.[1]) found.push([epoch, sum]);
  }
  return found;
}

describe('the level of a total', () => {
  const history = fc.integer({ min: 1, max: 9 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      changes: fc.array(
        fc.record({
          member: fc.integer({ min: 0, max: size - 1 }),
          epoch: fc.integer({ min: 0, max: 12 }).map((tenths) => tenths / 10),
          value: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
        }),
        { maxLength: 40 },
      ),
      // The order in which members are reported, and the places where the changes are split.
      order: fc.array(fc.nat(), { minLength: size, maxLength: size }),
      cut: fc.integer({ min: 0, max: 12 }),
    }),
  );

  it('is the sum of the values at each epoch, however their changes arrive', () => {
    fc.assert(
      fc.property(history, ({ size, changes, order, cut }) => {
        const truth = expected(size, changes);
        const byMember = [...changes].sort(
          (a, b) => (order[a.member] ?? 0) - (order[b.member] ?? 0) || a.member - b.member,
        );
        expect(levels(size, [byMember])).toEqual(truth);
        const early = byMember.filter(({ epoch }) => epoch < cut / 10);
        expect(levels(size, [early, byMember.filter(({ epoch }) => epoch >= cut / 10)])).toEqual(truth);
      }),
    );
  });

  it('refuses changes that arrive too late', () => {
    const at = (epoch: number): Change[] => [{ member: 0, epoch, value: epoch }];
    expect(() => levels(1, [at(2), at(2)])).toThrow(
      'a total over nodes received a change at epoch 2 after one at epoch 2',
    );
    expect(levels(1, [at(0), [], at(2)])).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  it('keeps no trace of earlier values', () => {
    const changes = [0.1, 0.2, 0.7, 1e16].flatMap((value, member) => [
      { member, epoch: member + 1, value },
      { member, epoch: 10 + member, value: 0 },
    ]);
    expect(levels(4, [changes]).at(-1)).toEqual([13, 0]);
  });
});

const tick = simproc('tick');
const visit = simproc<null>('visit', { minimumDelay: 0.5 });

/** Guests circulate: each room sends one on, so that their number is constant, except for those in transit. */
class House {
  total: Total = total('guests', { unit: 'people' });
  log: (room: Room) => void = () => {};
}

@Node('room')
class Room {
  guests = 2;
  readonly level: TimeWeightedRecorder;

  constructor(
    readonly log: DataLogger,
    readonly context: NodeContext,
    readonly house: House,
  ) {
    this.level = log.timeWeighted('guests', { across: house.total });
    this.level.record(this.guests);
    house.log(this);
  }

  @OnEvent(tick, { sends: [visit] })
  go(): void {
    if (this.context.epoch > 0 && this.guests > 0) {
      this.level.record((this.guests -= 1));
      this.context.successors(visit).send(0, null);
    }
    this.context.wakeupAfter(this.context.node === 'room/a' ? 1 : 2);
  }

  @OnEvent(visit)
  come(): void {
    if (this.context.epoch > 0) this.level.record((this.guests += 1));
  }
}

const rooms = ['a', 'b', 'c'];
const builder = new ScenarioBuilder();
for (const room of rooms) builder.vertex('room', room);
rooms.forEach((room, at) => builder.edge('visit', room, rooms[(at + 1) % 3] ?? ''));
const scenario = builder.build();

async function opened(
  log: LogOptions['sinks'][number] | LogOptions | undefined,
  options: Partial<SimulationOptions> = {},
  parameters: Partial<House> = {},
): Promise<Simulation> {
  const model = modelOf({ simprocs: [tick, visit], nodes: [Room] });
  const providers = [{ token: House, useValue: Object.assign(new House(), parameters) }];
  return Simulation.create(model, { scenario, log, providers, ...options });
}

describe('a total over nodes', () => {
  it('is a separate channel with the sum of the values of its members', async () => {
    const log = new MemoryLog();
    const run = await opened(log);
    run.until(3);
    expect(log.channels.at(-1)).toEqual({
      node: 'total',
      name: 'guests',
      kind: 'time-weighted',
      unit: 'people',
      labels: {},
      size: 1,
    });
    expect(log.channels[0]?.across).toEqual({ name: 'guests', unit: 'people', labels: {} });
    const { epochs, values } = log.records('total', 'guests');
    // At 1 one guest goes, at 2 three; each is in transit for half a unit of time.
    expect([...epochs]).toEqual([0, 1, 1.5, 2, 2.5]);
    expect([...values]).toEqual([6, 5, 6, 3, 6]);
    expect(log.summaries.at(-1)).toMatchObject({
      count: 5,
      mean: expect.closeTo((6 * 3 - 0.5 - 1.5) / 3, 12) as unknown,
      minimum: 3,
      maximum: 6,
      last: 6,
    });
    await run.dispose();
  });

  it('is the same for any intermediate horizons and any workers', async () => {
    const told = async (horizons: readonly number[], options: Partial<SimulationOptions>): Promise<unknown> => {
      const log = new MemoryLog();
      const run = await opened({ sinks: [log], warmup: 1.25 }, options);
      for (const horizon of horizons) run.until(horizon);
      await run.dispose();
      return [log.records('total', 'guests'), log.summaries];
    };
    const alone = await told([20], {});
    for (const workers of [2, 3]) expect(await told([20], { workers })).toEqual(alone);
    expect(await told([0.5, 2, 2.25, 9, 20], { workers: 2 })).toEqual(alone);
    expect(
      await told([20], { tieOrder: (count) => Int32Array.from({ length: count }, (_, at) => count - 1 - at) }),
    ).toEqual(alone);
  });

  it.each([1, 2])(
    'is summed while a run goes on, as far as nothing earlier can arrive, on %i workers',
    async (workers) => {
      const whole = new MemoryLog();
      const alone = await opened(whole);
      alone.until(500);
      const log = new MemoryLog();
      const run = await opened(log, { workers });
      const told: number[] = [];
      const onProgress = (): void => void told.push(log.records('total', 'guests').epochs.length);
      await run.run({ until: 500, budget: 0.01, onProgress });
      const records = whole.records('total', 'guests');
      expect(log.records('total', 'guests')).toEqual(records);
      // Part of it is available before the end.
      expect(told.filter((count) => count > 0 && count < records.epochs.length).length).toBeGreaterThan(1);
      for (const one of [alone, run]) await one.dispose();
    },
  );

  it('is summed at the end of a run that is stepped', async () => {
    const once: House['log'] = (room) => void room.level.record(room.guests);
    const run = await opened({ sinks: [] }, {}, { log: once });
    await run.run({ until: 4 });
    const [whole] = run.summaries().filter(({ node }) => node === 'total');
    const log = new MemoryLog();
    const stepped = await opened(log, {}, { log: once });
    while (stepped.epoch < 4 && stepped.step());
    await stepped.dispose();
    const known = [...log.records('total', 'guests').epochs].filter((epoch) => epoch < 4).length;
    expect(whole?.count).toBe(known);
    await run.dispose();
  });

  it('includes members that the log excludes, and costs nothing if it is excluded itself', async () => {
    const log = new MemoryLog();
    const run = await opened({ sinks: [log], only: ({ node }) => node === 'total' });
    run.until(3);
    expect(log.channels).toHaveLength(1);
    expect([...log.records('total', 'guests').values]).toEqual([6, 5, 6, 3, 6]);
    const others = await opened({ sinks: [], only: ({ node }) => node !== 'total' });
    others.until(3);
    expect(others.summaries().map(({ node }) => node)).toEqual(['room/a', 'room/b', 'room/c']);
    const none = await opened(undefined);
    none.until(3);
    expect([none.summaries(), none.digest]).toEqual([[], run.digest]);
    for (const one of [run, others, none]) await one.dispose();
  });

  it('refuses a value that is not finite, even of an excluded member', async () => {
    const log: House['log'] = (room) => void room.level.record(NaN);
    const error = await refusal(() => opened({ sinks: [], only: ({ node }) => node === 'total' }, {}, { log }));
    expect(error.message).toContain("node 'room/a' recorded NaN in log channel 'guests'");
  });

  it('needs a single declaration, a name, and all members before the run', async () => {
    expect((await refusal(() => total(''))).message).toContain('a total has no name');
    const twice: House['log'] = (room) => void room.log.timeWeighted('more', { across: total('guests') });
    expect((await refusal(() => opened({ sinks: [] }, {}, { log: twice }))).message).toContain(
      "two totals are called 'guests'; declare it once, and let all nodes feed that one",
    );
    const late = await opened({ sinks: [] });
    const room = late.node('room/a', Room);
    const error = await refusal(() => room.log.timeWeighted('late', { across: total('late') }));
    expect([error.code, late.summaries().length]).toEqual(['LOG_TOO_LATE', 4]);
    await late.dispose();
  });
});
