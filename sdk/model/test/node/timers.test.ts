import { Console } from 'node:console';
import { Writable } from 'node:stream';
import {
  DiscoError,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  Simulation,
  type EventBatch,
  type ReceivedEvent,
  type Timer,
} from '@disco-engine/sdk';
import { toLog } from '@disco-engine/sdk/observe';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../model-of.js';

interface Customer {
  readonly number: number;
  readonly patience: Timer;
}

const leave = simproc<number>('leave');
const arrive = simproc<null>('arrive');
const finish = simproc<number>('finish');

/** One server, and customers who leave if they wait too long. */
@Node('desk')
class Desk {
  readonly story: string[] = [];
  private readonly waiting: Customer[] = [];
  private serving: Timer | undefined;
  private arrived = 0;

  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
  ) {}

  @OnEvent(arrive)
  open(events: EventBatch<null>): void {
    for (let event = 0; event < events.size; event++) {
      const number = this.arrived++;
      this.waiting.push({ number, patience: this.context.timer(leave, { after: 2, payload: number }) });
      this.serve();
    }
    if (this.arrived < 200) this.context.timer(arrive, { after: this.random.uniform() });
  }

  @OnEvent(leave)
  renege(events: EventBatch<number>): void {
    for (const { payload } of events) {
      const at = this.waiting.findIndex(({ number }) => number === payload);
      this.waiting.splice(at, 1);
      this.story.push(at < 0 ? `${payload} left twice` : `${payload} left`);
    }
  }

  @OnEvent(finish)
  next(events: EventBatch<number>): void {
    for (const { payload, sender, simproc: from } of events) this.story.push(`${payload} served, ${sender}/${from}`);
    this.serving = undefined;
    this.serve();
  }

  private serve(): void {
    if (this.serving !== undefined) return;
    const customer = this.waiting.shift();
    if (customer === undefined) return;
    if (!customer.patience.cancel()) throw new Error(`customer ${customer.number} has left`);
    this.serving = this.context.timer(finish, { after: 2 * this.random.uniform(), payload: customer.number });
  }
}

const desks = new ScenarioBuilder().vertex('desk', 'a').vertex('desk', 'b').build();
const office = modelOf({ simprocs: [leave, arrive, finish], nodes: [Desk] });

describe('timers of a node', () => {
  it('reach its simprocs as its own events, and leave no trace if they are canceled', async () => {
    const simulation = await Simulation.create(office, { scenario: desks, payloads: 'strict', seed: 3 });
    simulation.until(Infinity);
    for (const { story } of simulation.nodes(Desk).values()) {
      const ends = story.map((line) => Number(line.split(' ')[0]));
      expect([...ends].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, number) => number));
      expect(story.filter((line) => line.endsWith('left')).length).toBeGreaterThan(20);
      expect(story.filter((line) => line.includes('twice'))).toEqual([]);
    }
    const { story } = simulation.node('desk/a', Desk);
    expect(story).toContainEqual(expect.stringMatching(/^\d+ served, desk\/a\/(arrive|finish)$/));
    expect(simulation.pendingEventCount).toBe(0);
    // Except at epoch 0, each activation of a port has an event: nothing was activated for a canceled timer.
    expect(simulation.activationCount).toBeLessThanOrEqual(simulation.eventCount + 6);
    const spread = await Simulation.create(office, { scenario: desks, seed: 3, workers: 2 });
    spread.until(Infinity);
    expect(spread.digest).toBe(simulation.digest);
  });

  it('appear by name in logs', async () => {
    const simulation = await Simulation.create(office, { scenario: desks, seed: 3 });
    const lines: string[] = [];
    simulation.timers.subscribe(toLog({ info: (fields, kind) => lines.push(`${kind} ${JSON.stringify(fields)}`) }));
    const said: string[] = [];
    const console = new Console(new Writable({ write: (chunk, _, done) => (said.push(String(chunk)), done()) }));
    simulation.timers.subscribe(toLog(console));
    simulation.until(10);
    expect(lines[0]).toMatch(
      /^timer {"node":"desk\/a","simproc":"arrive","epoch":0,"timer":"arrive","until":[\d.]+,"payload":null}$/,
    );
    expect(lines.some((line) => line.includes('"timer":"leave"') && line.includes('"canceled":true'))).toBe(true);
    const told = said.join('').split('\n');
    expect(told[0]).toMatch(/^0 desk\/a\/arrive sets a timer for arrive at [\d.]+ with null$/);
    expect(told).toContainEqual(expect.stringMatching(/^[\d.]+ desk\/a\/\w+ cancels the timer for leave at [\d.]+$/));
  });
});

let plan: ((context: NodeContext) => void)[] = [];
let received: string[] = [];

@Node('clock')
class Clock {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(arrive)
  act(): void {
    plan.shift()?.(this.context);
  }

  @OnEvent(finish)
  note(events: EventBatch<number>): void {
    received.push(...Array.from(events, (event: ReceivedEvent<number>) => `${event.payload}@${event.epoch}`));
  }
}

async function follow(...steps: typeof plan): Promise<string[]> {
  plan = steps;
  received = [];
  const scenario = new ScenarioBuilder().vertex('clock', 'c').vertex('desk', 'd').build();
  const model = modelOf({ simprocs: [leave, arrive, finish], nodes: [Clock, Desk] });
  const simulation = await Simulation.create(model, { scenario });
  simulation.until(Infinity);
  return received;
}

describe('NodeContext.timer', () => {
  it('takes an epoch or a delay, and a simproc as an object or by name', async () => {
    const steps = (context: NodeContext): void => {
      context.timer(finish, { at: 2.5, payload: 1 });
      context.timer('finish', { after: 1, payload: 2 });
      context.timer(finish, { after: 0, payload: 3 });
      context.timer('finish', { at: 4 });
      // @ts-expect-error -- null is not a payload of this simproc
      expect(context.timer(finish, { at: 5 }).cancel()).toBe(true);
      // @ts-expect-error -- nor is a string
      expect(context.timer(finish, { at: 5, payload: 'five' }).cancel()).toBe(true);
    };
    expect(await follow(steps)).toEqual(['3@5e-324', '2@1', '1@2.5', 'null@4']);
  });

  it('has a counterpart in wakeups, each of which can be canceled', async () => {
    const left: number[] = [];
    const epochs: number[] = [];
    await follow(
      (context) => {
        const wakeups = [context.wakeup(2), context.hardWakeup(3), context.wakeupAfter(4), context.hardWakeupAfter(5)];
        for (const wakeup of wakeups) if (wakeup.cancel()) left.push(wakeup.remaining);
        context.wakeup(6);
      },
      ({ epoch }) => epochs.push(epoch),
    );
    expect(left).toEqual([2, 3, 4, 5]);
    expect(epochs).toEqual([6]);
  });

  it('refuses invalid calls with a code', async () => {
    const codes: string[] = [];
    const code = (call: () => unknown): void => {
      try {
        call();
        codes.push('none');
      } catch (error) {
        codes.push(error instanceof DiscoError ? error.code : String(error));
      }
    };
    let outside: NodeContext | undefined;
    await follow((context) => {
      outside = context;
      code(() => context.timer('nobody', { at: 1 }));
      code(() => context.timer(leave, { at: 1, payload: 1 }));
      code(() => context.timer(finish, { at: 0, payload: 1 }));
      code(() => context.timer(finish, { at: NaN, payload: 1 }));
      code(() => context.timer(finish, { after: -1, payload: 1 }));
      code(() => context.timer(finish, { at: 1, after: 1, payload: 1 } as never));
      code(() => context.timer(finish, { payload: 1 } as never));
    });
    code(() => outside?.timer(finish, { at: 1, payload: 1 }));
    expect(codes).toEqual([
      'SIMPROC_UNKNOWN',
      'TIMER_UNHANDLED',
      'TIMER_TOO_EARLY',
      'EPOCH_INVALID',
      'DELAY_INVALID',
      'ARGUMENT_INVALID',
      'EPOCH_INVALID',
      'CALL_OUTSIDE_HANDLER',
    ]);
  });
});
