import { describe, expect, it } from 'vitest';
import { InvalidInputError, Node, OnEvent, ScenarioBuilder, Simulation } from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

@Node('stage')
class Stage {
  @OnEvent('order')
  take(): void {}
}

const scenario = new ScenarioBuilder().vertex('stage', 'a').build();

async function create(settings: object): Promise<Simulation> {
  return Simulation.create(modelOf({ simprocs: ['order'], nodes: [Stage] }), { scenario, ...settings });
}

describe('the settings of a run', () => {
  it('are refused with all that is wrong at once', async () => {
    const error = await refusal(() =>
      create({ antithetic: 'yes', portableMath: 1, digest: 'half', payloads: null, seed: 7 }),
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message.split('\n')).toEqual([
      'the run has 4 problems:',
      "  antithetic is 'yes'; give true or false [OPTIONS_INVALID]",
      '  portableMath is 1; give true or false [OPTIONS_INVALID]',
      "  digest is 'half'; give 'full' or 'order' or 'off' [OPTIONS_INVALID]",
      "  payloads is null; give 'strict' or 'trusted' [OPTIONS_INVALID]",
    ]);
  });

  it('may each be any of their values, or none', async () => {
    for (const antithetic of [true, false, undefined])
      for (const digest of ['full', 'order', 'off', undefined])
        for (const payloads of ['strict', 'trusted', undefined])
          await expect(create({ antithetic, portableMath: antithetic, digest, payloads })).resolves.toBeDefined();
  });
});
