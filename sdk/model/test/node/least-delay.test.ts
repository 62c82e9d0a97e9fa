import { LEAST_DELAY, nextDouble } from '@disco-engine/kernel';
import {
  DiscoError,
  explore,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  Simulation,
  type EventBatch,
} from '@disco-engine/sdk';
import { expect, it } from 'vitest';
import { modelOf } from '../model-of.js';

/** The answer leads up, from the lower simproc, and back to the source of the question. */
const answer = simproc<number>('answer', { minimumDelay: 'next' });
const question = simproc<number>('question');
/** Circulates among all desks. */
const rumour = simproc<number>('rumour', { minimumDelay: 'next' });

@Node('desk')
class Desk {
  readonly story: string[] = [];

  constructor(private readonly context: NodeContext) {}

  @OnEvent(answer, { sends: [question] })
  hear(answers: EventBatch<number>): void {
    const { epoch } = this.context;
    for (const { payload, sender } of answers) this.story.push(`${payload} of ${sender}@${epoch}`);
    if (epoch === 0) this.context.wakeup(START);
    else if (answers.size === 0)
      for (let other = 0; other < this.context.successors(question).size; other++)
        this.context.successors(question).send(other, 20 + other);
  }

  @OnEvent(question, { sends: [answer] })
  think(questions: EventBatch<number>): void {
    for (const { payload, sender } of questions) {
      this.context.send({ node: sender, simproc: answer, payload: payload + 1 });
      this.context.send({ node: sender, simproc: answer, payload: payload + 2, delay: 0 });
      this.context.successors(answer).send(0, payload + 3, 1e-9);
    }
  }

  @OnEvent(rumour)
  spread(rumours: EventBatch<number>): void {
    const next = this.context.successors(rumour);
    if (next.size === 0) return;
    if (this.context.epoch === 0 && this.context.node.endsWith('a')) next.send(0, 1);
    for (const { payload } of rumours) {
      this.story.push(`rumour ${payload}@${this.context.epoch}`);
      if (payload < 7) next.send(0, payload + 1);
    }
  }
}

/** Epochs from here on absorb 1e-9. */
const START = 2 ** 40;
const office = modelOf({ simprocs: [answer, question, rumour], nodes: [Desk] });
const scenario = new ScenarioBuilder()
  .vertex('desk', 'a')
  .vertex('desk', 'b')
  .vertex('desk', 'c')
  .edge('question', 'a', 'b')
  .edge('question', 'a', 'c')
  .edge('answer', 'b', 'a')
  .edge('answer', 'c', 'a')
  .edge('rumour', 'a', 'b')
  .edge('rumour', 'b', 'c')
  .edge('rumour', 'c', 'a')
  .build();

it('events on a layer of the least delay arrive at the next double, even upwards and in cycles, on any number of workers', async () => {
  const stories: unknown[] = [];
  for (const workers of [1, 2, 3]) {
    const simulation = await Simulation.create(office, { scenario, workers });
    simulation.until(START * 2);
    stories.push([simulation.digest, simulation.node('desk/a', Desk).story, simulation.node('desk/b', Desk).story]);
  }
  const next = nextDouble(START);
  const heard = [21, 22, 23].map((number) => `${number} of desk/b@${next}`);
  const more = [22, 23, 24].map((number) => `${number} of desk/c@${next}`);
  const tick = Number.MIN_VALUE;
  expect(stories[0]).toEqual([
    expect.any(String),
    [`rumour 3@${3 * tick}`, `rumour 6@${6 * tick}`, ...heard, ...more],
    [`rumour 1@${tick}`, `rumour 4@${4 * tick}`, `rumour 7@${7 * tick}`],
  ]);
  expect(stories[1]).toEqual(stories[0]);
  expect(stories[2]).toEqual(stories[0]);
});

it('a given epoch must be later than now, and the error names the earliest one', async () => {
  let error: unknown;
  @Node('desk')
  class Hasty {
    constructor(private readonly context: NodeContext) {}

    @OnEvent(rumour)
    spread(): void {
      const { epoch } = this.context;
      if (this.context.node === 'desk/b') return;
      if (epoch === 0) this.context.wakeup(8);
      else
        try {
          this.context.successors(rumour).sendAt(0, 1, epoch);
        } catch (thrown) {
          error = thrown;
        }
    }
  }
  const pair = new ScenarioBuilder().vertex('desk', 'a').vertex('desk', 'b').edge('rumour', 'a', 'b').build();
  const simulation = await Simulation.create(modelOf({ simprocs: [rumour], nodes: [Hasty] }), { scenario: pair });
  simulation.until(9);
  expect(error).toBeInstanceOf(DiscoError);
  expect(error).toMatchObject({
    code: 'SEND_TOO_EARLY',
    message:
      'desk/a/rumour at epoch 8 sent to desk/b/rumour for epoch 8; the current epoch is 8, and the minimum delay of the layer is the least one, so the earliest epoch is the next double after now, 8.000000000000002',
  });
});

it('is the least double in the specification, and no other words are accepted', () => {
  expect(explore(office).simprocs.map(({ minimumDelay }) => minimumDelay)).toEqual([LEAST_DELAY, 0, LEAST_DELAY]);
  const soon = simproc('question', { minimumDelay: 'soon' as never });
  expect(() => explore(modelOf({ simprocs: [answer, soon, rumour], nodes: [Desk] }))).toThrow(
    /'question' has minimum delay soon; give a finite number of at least 0, or 'next'/,
  );
});
