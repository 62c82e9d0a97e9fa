import { describe, expect, it } from 'vitest';
import { EventBatch, Model, Node, NodeContext, OnEvent, ScenarioBuilder, simproc } from '@disco-engine/sdk';
import { cue, played, StagePlay, type Script } from '../models/stage-play.js';
import { onTopology, withSeveralWorkers } from '../topologies.js';

const signal = simproc<number>('signal', { minimumDelay: 1e-3 });

class Pace {
  step = 1e6;
}

/**
 * Acts once in a long time, and signals the other; without events, they would keep telling each other how little time
 * has passed.
 */
@Node('beacon')
class Beacon {
  constructor(
    private readonly context: NodeContext,
    private readonly pace: Pace,
  ) {}

  @OnEvent(signal)
  flash(signals: EventBatch<number>): void {
    const { context } = this;
    if (signals.size > 0) return;
    if (context.epoch > 0) context.successors(signal).send(0, context.epoch);
    context.wakeupAfter(this.pace.step);
  }
}

@Model({ name: 'beacons', simprocs: [signal], nodes: [Beacon], parameters: Pace })
class Beacons {}

const coast = new ScenarioBuilder('coast')
  .vertex('beacon', 'east')
  .vertex('beacon', 'west')
  .edge('signal', 'east', 'west')
  .edge('signal', 'west', 'east')
  .build();

const ware = simproc<number>('ware');

class Plant {
  batches = 300;
  size = 100;
}

@Node('maker')
class Maker {
  constructor(
    private readonly context: NodeContext,
    private readonly plant: Plant,
  ) {}

  @OnEvent(ware)
  make(): void {
    const { context, plant } = this;
    const next = context.successors(ware);
    for (let i = 0; i < plant.size; i++) next.send(0, i);
    if (context.epoch < plant.batches) context.wakeupAfter(1);
  }
}

/** The greatest number of events in flight when some were received, for the whole process. */
const peak = { pending: 0, ask: (): number => 0 };

/** Takes its time. */
@Node('taker')
class Taker {
  taken = 0;
  private work = 1;

  @OnEvent(ware)
  take(wares: EventBatch<number>): void {
    peak.pending = Math.max(peak.pending, peak.ask());
    for (let i = 0; i < 20_000; i++) this.work = (this.work * 16807 + i) % 2147483647;
    this.taken += wares.size;
  }
}

@Model({ name: 'works', simprocs: [ware], nodes: [Maker, Taker], parameters: Plant })
class Works {}

const works = new ScenarioBuilder('works').vertex('maker', 'm').vertex('taker', 't').edge('ware', 'm', 't').build();

describe.each(withSeveralWorkers)('on $name', (topology) => {
  it('a quiet stretch is crossed with few messages, however small the minimum delay', async () => {
    await onTopology(topology, Beacons, { scenario: coast }, async (run) => {
      await run.until(2e7 + 1);
      expect(run.eventCount).toBe(40);
      const messages = run.exchangeReports.flatMap(({ peers }) => peers.map(({ messagesSent }) => messagesSent));
      // 20 stretches, each of a billion minimum delays.
      expect(messages.reduce((sum, count) => sum + count)).toBeLessThan(800);
    });
  });

  it('a producer is never further ahead than the window allows', async () => {
    const ahead = async (window: number): Promise<number> => {
      peak.pending = 0;
      await onTopology(topology, Works, { scenario: works, window }, async (run) => {
        peak.ask = () => run.pendingEventCount;
        await run.until(1000);
        expect(run.node('taker/t', Taker).taken).toBe(30_100);
        expect(run.eventCount).toBe(30_100);
      });
      return peak.pending;
    };
    // What it sends at once (a message, and the events of one activation) may exceed the window.
    expect(await ahead(1000)).toBeLessThan(1000 + 1024 + 2 * 100);
    // On one thread without a transport the workers take turns, and over WebSocket the event loop has one after so little work
    // that the taker keeps up; so none gets far ahead in any case.
    if (topology.transport !== undefined && topology.transport !== 'ws') expect(await ahead(1e9)).toBeGreaterThan(5000);
  });

  it('an advance promise lets the receiver continue without asking', async () => {
    const daily: Script = (context) => {
      if (context.epoch < 500) context.wakeupAfter(1);
    };
    const messages = (promised: number): Promise<number> => {
      const play = played(
        ['a', 'b'],
        [
          ['cue', 'a', 'b'],
          ['letter', 'b', 'a'],
        ],
        {
          'a/cue': (context, events) => {
            if (context.epoch === 0) context.successors(cue).promise(0, promised);
            daily(context, events);
          },
          // Whatever replies to a letter could also send on the same layer.
          'a/letter': (context) => {
            if (context.epoch === 0) context.successors(cue).promise(0, promised);
          },
          'b/cue': daily,
        },
      );
      return onTopology(topology, StagePlay, play, async (run) => {
        await run.until(501);
        expect(run.activationCount).toBe(2 * 501 + 4);
        return run.exchangeReports
          .flatMap(({ peers }) => peers)
          .reduce((sum, { messagesSent }) => sum + messagesSent, 0);
      });
    };
    expect(await messages(1000)).toBeLessThan((await messages(0)) / 2);
  });
});
