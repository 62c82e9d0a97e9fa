import {
  distributions,
  EventBatch,
  Interrupted,
  Model,
  Node,
  NodeContext,
  OnEvent,
  OnInit,
  Process,
  Processes,
  RandomStream,
  ScenarioBuilder,
  simproc,
  type ReceivedEvent,
  type Resource,
  type RunningProcess,
  type Sampler,
  type Scenario,
  type Steps,
  type Store,
} from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { onTopology, topologies } from '../topologies.js';

const alarm = simproc<number>('alarm', { minimumDelay: 0.25 });
const job = simproc<number>('job', { minimumDelay: 0.5 });
const notice = simproc<number>('notice', { minimumDelay: 0.25 });

/** Collects what the stations of one run report. */
class Told {
  readonly lines: string[] = [];
}

/**
 * Works on jobs that arrive around the ring, is interrupted by alarms, passes each job on, and listens to its neighbour.
 */
@Node('station', { processes: job })
class Station {
  private readonly jobs: Store<number>;
  private readonly alarms: Store<ReceivedEvent<number>>;
  private readonly tool: Resource;
  private readonly time: Sampler;
  private work: RunningProcess | undefined;
  private isAtWork = false;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly told: Told,
    random: RandomStream,
  ) {
    this.jobs = processes.store('jobs', { capacity: 4 });
    this.alarms = processes.inbox(alarm);
    this.tool = processes.resource('tool');
    this.time = distributions.exponential(random, { mean: 1 });
  }

  @OnInit()
  open(): void {
    this.jobs.offer(0);
    this.work = this.processes.start(this.produce());
  }

  *produce(): Steps {
    const { context, processes } = this;
    for (;;) {
      const number = yield* this.jobs.get();
      const tool = yield* this.tool.acquire({ patience: 50 });
      const end = context.epoch + this.time.sample();
      this.isAtWork = true;
      while (context.epoch < end) {
        try {
          yield* processes.until(end);
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
          this.tell(`alarm ${String(error.cause)}`);
        }
      }
      this.isAtWork = false;
      tool?.release();
      this.tell(`job ${number}`);
      context.successors(job).send(0, number + 1, 0.5);
      if (number % 3 === 0) context.successors(alarm).send(0, number, 0.25);
      if (number % 4 === 0) context.successors(notice).send(0, number, 0.25);
    }
  }

  @Process({ receives: [notice] })
  *listen(): Steps {
    const where = ({ payload }: ReceivedEvent<number>): boolean => payload > 0;
    for (;;) {
      const event = yield* this.processes.event(notice, { patience: 5, where });
      this.tell(event === undefined ? 'hears nothing' : `hears ${event.payload} of ${event.sender} at ${event.epoch}`);
    }
  }

  @Process({ receives: [alarm] })
  *log(): Steps {
    for (;;) {
      const { payload, sender } = yield* this.alarms.get();
      yield* this.processes.hold(1.5);
      this.tell(`logs ${payload} of ${sender}`);
    }
  }

  @Process({ sends: [alarm, notice] })
  *check(): Steps {
    for (;;) {
      yield* this.processes.hold(7);
      const tool = yield* this.tool.acquire({ priority: -1 });
      yield* this.processes.hold(0.5);
      tool.release();
    }
  }

  // A simproc before that of the processes: they continue at the same epoch.
  @OnEvent(alarm)
  ring(alarms: EventBatch<number>): void {
    for (const { payload } of alarms) this.disturb(payload);
  }

  @OnEvent(job)
  take(jobs: EventBatch<number>): void {
    for (const { payload } of jobs) this.jobs.offer(payload);
  }

  // A simproc after it: they continue at the next double.
  @OnEvent(notice)
  note(notices: EventBatch<number>): void {
    for (const { payload } of notices) this.disturb(`notice ${payload}`);
  }

  private disturb(cause: unknown): void {
    if (this.isAtWork) this.work?.interrupt(cause);
  }

  private tell(what: string): void {
    this.told.lines.push(`${this.context.epoch} ${this.context.node} ${what}`);
  }
}

@Model({ name: 'stations', simprocs: [alarm, job, notice], nodes: [Station] })
class Stations {}

function ring(stations: number): Scenario {
  const builder = new ScenarioBuilder('ring');
  for (let station = 0; station < stations; station++) builder.vertex('station', String(station));
  for (const layer of ['alarm', 'job', 'notice'])
    for (let station = 0; station < stations; station++)
      builder.edge(layer, String(station), String((station + 1) % stations));
  return builder.build();
}

describe.each(topologies)('processes on $name', (topology) => {
  it('do the same, alongside handlers of simprocs before and after theirs', async () => {
    const told = new Told();
    const providers = [{ token: Told, useValue: told }];
    const digest = await onTopology(topology, Stations, { scenario: ring(5), seed: 3, providers }, async (run) => {
      await run.until(60);
      return run.digest;
    });
    const lines = told.lines.sort((a, b) => parseFloat(a) - parseFloat(b) || (a < b ? -1 : 1));
    for (const what of ['notice', 'logs', 'hears nothing', 'hears 4 of'])
      expect(lines.some((line) => line.includes(what))).toBe(true);
    expect(lines.filter((line) => line.includes('alarm')).length).toBeGreaterThan(5);
    expect({ digest, first: lines.slice(0, 6), count: lines.length }).toMatchInlineSnapshot(`
      {
        "count": 260,
        "digest": "3c8c8a1eaa9c00fa",
        "first": [
          "0.05288154365243337 station/0 job 0",
          "0.14570726993318853 station/4 job 0",
          "0.30288154365243336 station/1 alarm 0",
          "0.3028815436524334 station/1 alarm notice 0",
          "0.4517896204033496 station/3 job 0",
          "0.6961954951048231 station/2 job 0",
        ],
      }
    `);
  });
});
