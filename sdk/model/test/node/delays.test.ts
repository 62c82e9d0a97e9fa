import {
  DiscoError,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  Simulation,
  type EventBatch,
} from '@disco-engine/sdk';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { modelOf } from '../model-of.js';

const tick = simproc('tick');
const near = simproc<string>('near');
const far = simproc<string>('far', { minimumDelay: 1e-9 });

/** The epochs that the clock goes through. */
let plan: ((context: NodeContext) => void)[] = [];

@Node('clock')
class Clock {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(tick, { sends: [near, far] })
  go(): void {
    plan.shift()?.(this.context);
  }
}

@Node('bell')
class Bell {
  readonly heard: string[] = [];

  constructor(private readonly context: NodeContext) {}

  @OnEvent(near)
  ring(batch: EventBatch<string>): void {
    for (const { payload } of batch) this.heard.push(`${payload}@${this.context.epoch}`);
  }

  @OnEvent(far)
  toll(batch: EventBatch<string>): void {
    this.ring(batch);
  }
}

const scenario = new ScenarioBuilder()
  .vertex('clock', 'c')
  .vertex('bell', 'b')
  .edge('near', 'c', 'b')
  .edge('far', 'c', 'b')
  .build();

async function follow(...steps: typeof plan): Promise<Simulation> {
  plan = steps;
  const model = modelOf({ simprocs: [tick, near, far], nodes: [Clock, Bell] });
  const simulation = await Simulation.create(model, { scenario });
  simulation.until(Number.MAX_VALUE);
  return simulation;
}

function codeOf(call: () => void): string {
  try {
    call();
    return 'none';
  } catch (error) {
    if (error instanceof DiscoError) return error.code;
    throw error;
  }
}

it.each<[string, (draw: number) => number]>([
  ['that mostly vanish in rounding', (draw) => 1e-8 * (draw % 29)],
  ['that are sometimes 0', (draw) => draw % 3],
])('a node continues with gaps %s, and time increases', async (_case, gap) => {
  const epochs: number[] = [];
  const steps = Array.from({ length: 20_000 }, (_, draw) => (context: NodeContext): void => {
    epochs.push(context.epoch);
    context.wakeupAfter(gap(draw));
  });
  await follow((context) => context.wakeup(1.76e9), ...steps);
  expect(epochs).toHaveLength(20_000);
  expect(epochs.every((epoch, index) => index === 0 || epoch > (epochs[index - 1] ?? NaN))).toBe(true);
});

it('a delay that vanishes arrives now if the layer has no minimum delay, and is refused if it has one', async () => {
  const epochs = fc.double({ min: 1, max: 1e18, noNaN: true });
  await fc.assert(
    fc.asyncProperty(epochs, fc.double({ min: 1e-9, max: 1, noNaN: true }), async (epoch, delay) => {
      const codes: string[] = [];
      const simulation = await follow(
        (context) => context.wakeupAfter(epoch),
        (context) => {
          context.successors(near).send(0, 'near', delay);
          codes.push(codeOf(() => context.send({ node: 'bell/b', simproc: far, payload: 'far', delay })));
        },
      );
      const due = epoch + delay;
      expect(codes).toEqual([due > epoch ? 'none' : 'SEND_TOO_EARLY']);
      expect(simulation.node('bell/b', Bell).heard).toEqual(
        due > epoch ? [`near@${due}`, `far@${due}`] : [`near@${epoch}`],
      );
    }),
    { numRuns: 300, seed: 1 },
  );
});

it('a send with a negative delay is refused, even if it vanishes in rounding', async () => {
  const codes: string[] = [];
  const send = (delay: number) => (context: NodeContext) => {
    codes.push(codeOf(() => context.successors(near).send(0, 'late', delay)));
    codes.push(codeOf(() => context.send({ node: 'bell/b', simproc: near, delay, payload: 'late' })));
    context.wakeupAfter(1);
  };
  const simulation = await follow((context) => context.wakeup(5), send(-1e-20), send(-1), send(-0), send(0));
  expect(codes).toEqual([...Array(4).fill('DELAY_INVALID'), ...Array(4).fill('none')]);
  expect(simulation.node('bell/b', Bell).heard).toEqual(['late@7', 'late@7', 'late@8', 'late@8']);
});
