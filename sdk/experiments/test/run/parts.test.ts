import { replicate } from '@disco-engine/experiments';
import { DataLogger, Model, Node, NodeContext, OnEvent, part, ScenarioBuilder, simproc } from '@disco-engine/sdk';
import type { SampleRecorder } from '@disco-engine/sdk';
import { expect, it } from 'vitest';

const tick = simproc('tick');

class Pace {
  gap = 2;
}

@Node('clock')
class Clock {
  private readonly ticks: SampleRecorder;

  constructor(
    private readonly context: NodeContext,
    private readonly pace: Pace,
    log: DataLogger,
  ) {
    this.ticks = log.series('ticks');
  }

  @OnEvent(tick)
  go(): void {
    this.ticks.record(this.context.epoch);
    this.context.wakeupAfter(this.pace.gap);
  }
}

class Plan {
  hours = 8;
}

const clocks = part({ name: 'clocks', simprocs: [tick], nodes: [Clock], parameters: Pace });

@Model({ name: 'day', uses: [clocks.with({ gap: 4 })], simprocs: [], nodes: [], parameters: Plan })
class Day {}

it('cases of an experiment can differ in parameters of parts, and responses read those of the model', async () => {
  const { cases } = await replicate(Day, {
    scenario: new ScenarioBuilder().vertex('clock', 'c').build(),
    duration: 8,
    replications: 2,
    parameters: { 'clocks.gap': [1, 4] },
    responses: {
      ticks: ({ count, parameters }) => count('clock/c/ticks') * parameters(Plan).hours,
      gap: ({ parameters }) => Number((parameters(Plan) as Plan & Record<string, unknown>)['clocks.gap']),
    },
  });
  expect(cases.map(({ parameters, response }) => [parameters, response('ticks').mean, response('gap').mean])).toEqual([
    [{ 'clocks.gap': 1 }, 64, 1],
    [{ 'clocks.gap': 4 }, 16, 4],
  ]);
});
