import { describe, expect, it } from 'vitest';
import { InvalidInputError, Node, OnEvent, ScenarioBuilder, Simulation } from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

class Policy {
  leadTime = 2;
  name = 'base stock';
  open = true;

  get doubled(): number {
    return 2 * this.leadTime;
  }
}

@Node('stage')
class Stage {
  constructor(readonly policy: Policy) {}

  @OnEvent('order')
  take(): void {}
}

@Node('stage')
class Plain {
  @OnEvent('order')
  take(): void {}
}

class Optional {
  maybe: unknown = null;
  other: unknown = undefined;
}

@Node('stage')
class Chooser {
  constructor(readonly values: Optional) {}

  @OnEvent('order')
  take(): void {}
}

const scenario = new ScenarioBuilder().vertex('stage', 'a').vertex('stage', 'b').build();

async function create(parameters?: object): Promise<Simulation> {
  const model = modelOf({ simprocs: ['order'], nodes: [Stage], parameters: Policy });
  return Simulation.create(model, { scenario, parameters });
}

async function problemsOf(parameters: object): Promise<string[]> {
  const error = await refusal(() => create(parameters));
  expect(error.code).toBe('PARAMETERS_INVALID');
  return error instanceof InvalidInputError ? error.problems.map(({ code, message }) => `${code}: ${message}`) : [];
}

describe('parameters', () => {
  it('are an instance of their class, with the given values over the defaults, the same for all nodes', async () => {
    const simulation = await create({ leadTime: 5 });
    const { policy } = simulation.node('stage/a', Stage);
    expect(policy).toBeInstanceOf(Policy);
    expect({ ...policy, doubled: policy.doubled }).toEqual({
      leadTime: 5,
      name: 'base stock',
      open: true,
      doubled: 10,
    });
    expect(simulation.node('stage/b', Stage).policy).toBe(policy);
    expect(Object.isFrozen(policy)).toBe(true);
  });

  it('are the defaults if none are given, and never those of another run', async () => {
    const changed = await create({ leadTime: 5 });
    const { policy } = (await create()).node('stage/a', Stage);
    expect(policy.leadTime).toBe(2);
    expect(policy).not.toBe(changed.node('stage/a', Stage).policy);
  });

  it('are refused if the class has no such field, or one of another type, all at once', async () => {
    expect(await problemsOf({ leadtime: 3, name: 7, open: 'yes', toString: () => '', doubled: 4 })).toEqual([
      "PARAMETER_UNKNOWN: unknown parameter 'leadtime'; did you mean 'leadTime'?",
      "PARAMETER_TYPE_WRONG: parameter 'name' must be a string, but a number was given",
      "PARAMETER_TYPE_WRONG: parameter 'open' must be a boolean, but a string was given",
      "PARAMETER_UNKNOWN: unknown parameter 'toString'; the model declares: leadTime, name, open",
      "PARAMETER_UNKNOWN: unknown parameter 'doubled'; the model declares: leadTime, name, open",
    ]);
  });

  it('must be of the kind of their default: an array is not an object, null is of no kind, and undefined has no article', async () => {
    class Plan {
      route = [1, 2];
      limits: object = { most: 3 };
      count = 4;
    }
    const model = modelOf({ simprocs: ['order'], nodes: [Plain], parameters: Plan });
    const given = { route: { a: 1 }, limits: null, count: undefined };
    const error = await refusal(() => Simulation.create(model, { scenario, parameters: given }));
    const problems = error instanceof InvalidInputError ? error.problems.map(({ message }) => message) : [];
    expect(problems).toEqual([
      "parameter 'route' must be an array, but an object was given",
      "parameter 'limits' must be an object, but null was given",
      "parameter 'count' must be a number, but undefined was given",
    ]);
    const array = await refusal(() => Simulation.create(model, { scenario, parameters: { limits: [1] } }));
    expect(array.message).toContain("parameter 'limits' must be an object, but an array was given");
  });

  it('accept any value if their default is null or undefined', async () => {
    const model = modelOf({ simprocs: ['order'], nodes: [Chooser], parameters: Optional });
    for (const given of [{ maybe: 5, other: 'x' }, { maybe: [1], other: { a: 1 } }, { maybe: null }]) {
      const { values } = (await Simulation.create(model, { scenario, parameters: given })).node('stage/a', Chooser);
      expect({ ...values }).toEqual({ ...new Optional(), ...given });
    }
  });

  it('are refused if the model declares none', async () => {
    const model = modelOf({
      simprocs: ['order'],
      nodes: [Stage],
      providers: [{ token: Policy, useValue: new Policy() }],
    });
    const error = await refusal(() => Simulation.create(model, { scenario, parameters: { leadTime: 1 } }));
    expect(error.code).toBe('PARAMETERS_INVALID');
    expect(error.message).toMatch(/^the set of parameters of model '.*' has 1 problem:$/m);
    expect(error.message).toContain("unknown parameter 'leadTime'; the model declares: none");
  });
});
