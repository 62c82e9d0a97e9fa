import { describe, expect, it } from 'vitest';
import {
  EventBatch,
  explore,
  Node,
  NodeContext,
  OnEvent,
  part,
  ScenarioBuilder,
  Simulation,
  simproc,
  type ModelOptions,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { problemsOf, refusal } from '../refusal.js';

const call = simproc<number>('call', { minimumDelay: 1 });
const repair = simproc('repair', { minimumDelay: 1 });
const order = simproc('order');

class CrewSize {
  crews = 2;
  name = 'night';
}

@Node('crew')
class Crew {
  calls = 0;
  constructor(
    readonly size: CrewSize,
    private readonly context: NodeContext,
  ) {}

  @OnEvent(call, { sends: [repair] })
  take(calls: EventBatch<number>): void {
    this.calls += calls.size;
    if (calls.size > 0) this.context.successors(repair).send(0, this.size.crews);
  }
}

@Node('receiver')
class Receiver {
  @OnEvent(repair)
  take(): void {}
}

class Plan {
  machines = 5;
}

@Node('machine')
class Machine {
  repairs: unknown[] = [];
  constructor(
    readonly plan: Plan,
    private readonly context: NodeContext,
  ) {}

  @OnEvent(order, { sends: [call] })
  work(): void {
    this.context.successors(call).send(0, this.plan.machines);
    this.context.wakeupAfter(4);
  }

  @OnEvent(repair)
  repaired(batch: EventBatch): void {
    for (const { payload } of batch) this.repairs.push(payload);
  }
}

const repairs = part({ name: 'repairs', simprocs: [call, repair], nodes: [Crew], parameters: CrewSize });
const plant: Omit<ModelOptions, 'name'> = {
  uses: [repairs],
  simprocs: [order],
  nodes: [Machine],
  parameters: Plan,
};
const scenario = new ScenarioBuilder()
  .vertex('crew', 'c')
  .vertex('machine', 'm')
  .edge('call', 'm', 'c')
  .edge('repair', 'c', 'm')
  .build();

function orderOf(options: Omit<ModelOptions, 'name'>): string {
  return explore(modelOf(options))
    .simprocs.map(({ name }) => name)
    .join(' ');
}

/** A part with only simprocs, which a node of the model handles. */
function bare(
  name: string,
  simprocs: ModelOptions['simprocs'],
  uses: ModelOptions['uses'] = [],
): ReturnType<typeof part> {
  return part({ name, simprocs, nodes: [], uses });
}

const [a, b, c, d] = [simproc('a'), simproc('b'), simproc('c'), simproc('d')];

@Node('all')
class All {
  @OnEvent(a)
  a(): void {}
  @OnEvent(b)
  b(): void {}
  @OnEvent(c)
  c(): void {}
  @OnEvent(d)
  d(): void {}
}

describe('a part of models', () => {
  it('brings its simprocs, node classes and parameters', async () => {
    const run = await Simulation.create(modelOf(plant), { scenario, parameters: { machines: 7, 'repairs.crews': 3 } });
    run.until(8);
    expect(run.node('machine/m', Machine).repairs).toEqual([3, 3]);
    expect(run.node('crew/c', Crew)).toMatchObject({ calls: 2, size: { crews: 3, name: 'night' } });
    expect(run.node('crew/c', Crew).size).toBeInstanceOf(CrewSize);
    expect(run.node('machine/m', Machine).plan.machines).toBe(7);
    expect(run.node('machine/m', Machine).plan).toBeInstanceOf(Plan);
    await run.dispose();
  });

  it('is included once, however often it is used', () => {
    const one = bare('one', [a], [repairs]);
    const other = part({ name: 'other', simprocs: [b], nodes: [All], uses: [repairs, one] });
    const model = explore(
      modelOf({ uses: [other, repairs], simprocs: [c, d, order], nodes: [Machine], parameters: Plan }),
    );
    expect(model.simprocs.map(({ name }) => name)).toEqual(['call', 'repair', 'a', 'b', 'c', 'd', 'order']);
    expect(model.nodeTypes.map(({ name }) => name)).toEqual(['crew', 'all', 'machine']);
  });

  it('works without parameters of the model, and without its own', () => {
    const one = bare('one', [a, b]);
    expect(explore(modelOf({ uses: [one], simprocs: [c, d], nodes: [All] })).parameters).toBeUndefined();
    const { parameters } = explore(modelOf({ uses: [repairs], simprocs: [], nodes: [Receiver] }));
    expect(parameters && { ...new parameters() }).toEqual({ 'repairs.crews': 2, 'repairs.name': 'night' });
    expect(explore(modelOf(plant)).parameterClasses).toEqual([Plan, CrewSize]);
  });
});

describe('the order of simprocs', () => {
  it('has those of parts first, each after those of the parts that it uses', () => {
    const inner = bare('inner', [a]);
    const outer = bare('outer', [b], [inner]);
    expect(orderOf({ uses: [outer], simprocs: [c, d], nodes: [All] })).toBe('a b c d');
  });

  it('has those of a part at the position where the model, or another part, lists it', () => {
    const inner = bare('inner', [a]);
    const outer = bare('outer', [b, inner, c], [inner]);
    expect(orderOf({ uses: [inner], simprocs: [b, c, inner, d], nodes: [All] })).toBe('b c a d');
    expect(orderOf({ uses: [outer], simprocs: [d, outer], nodes: [All] })).toBe('d b a c');
    expect(orderOf({ simprocs: [d, outer], nodes: [All] })).toBe('d b a c');
  });

  it('may have others between those of a part, whose order is kept', () => {
    const one = bare('one', [a, b]);
    expect(orderOf({ uses: [one], simprocs: [a, c, b, d], nodes: [All] })).toBe('a c b d');
    expect(problemsOf(() => explore(modelOf({ uses: [one], simprocs: [b, c, a, d], nodes: [All] })))).toEqual([
      "SIMPROC_MISPLACED: part 'one' has simproc 'a' before 'b', but the order of model 'test' is b, c, a, d; list them in the model's simprocs in an order that suits all parts",
    ]);
  });

  it('must be given if two parts place a third one differently', () => {
    const inner = bare('inner', [b]);
    const one = bare('one', [a, inner], [inner]);
    const other = bare('other', [inner, c], [inner]);
    const third = bare('third', [d, inner], [inner]);
    expect(orderOf({ uses: [one, other], simprocs: [d], nodes: [All] })).toBe('a b c d');
    const uses = [one, other, third];
    const [problem, ...more] = problemsOf(() => explore(modelOf({ uses, simprocs: [], nodes: [All] })));
    expect(problem).toContain(
      "SIMPROC_MISPLACED: part 'third' has simproc 'd' before 'b', but the order of model 'test' is",
    );
    expect(more).toEqual([]);
    expect(orderOf({ uses, simprocs: [d, a, b, c], nodes: [All] })).toBe('d a b c');
  });
});

describe('clashes are refused, all in one report', () => {
  it('names of parts, simprocs and node types, parameters and providers', () => {
    @Node('crew')
    class OtherCrew {
      @OnEvent('odrer')
      take(): void {}
    }
    class Same extends CrewSize {}
    const token = Symbol('clock');
    const first = part({
      name: 'repairs',
      simprocs: ['tick'],
      nodes: [OtherCrew],
      uses: [repairs.with({ crews: 4 })],
      parameters: Same,
      providers: [{ token, useValue: 1 }],
    });
    const second = part({
      name: '',
      simprocs: ['tick', 'call'],
      nodes: [],
      uses: [repairs.with({ crews: 5 })],
      parameters: Same,
      providers: [{ token, useValue: 2 }],
    });
    const found = problemsOf(() =>
      explore(modelOf({ uses: [first, second], simprocs: [order, order], nodes: [Machine], parameters: Plan })),
    );
    expect(found).toEqual([
      'NAME_EMPTY: a part has an empty name',
      "PART_REPEATED: two parts are called 'repairs'; give each its own name",
      "SIMPROC_REPEATED: the name 'call' of a simproc is given by part 'repairs' and by part ''; give each its own name, or share one object",
      "SIMPROC_REPEATED: the name 'tick' of a simproc is given by part 'repairs' and by part ''; give each its own name, or share one object",
      "SIMPROC_REPEATED: the name 'order' of a simproc occurs twice in model 'test'",
      "NODE_REPEATED: the name 'crew' of a node type is given by part 'repairs' and by part 'repairs'; give each its own name, or share one object",
      "PARAMETERS_SHARED: part 'repairs' and part '' share the parameter class Same; extend the class for one of them",
      "PARAMETER_CLASH: part 'repairs' and part '' give parameter 'crews' of part 'repairs' different defaults, 4 and 5; set one in the model's uses",
      "PROVIDER_REPEATED: part 'repairs' and part '' provide Symbol(clock), in different ways; list one provider for it in model 'test'",
      "HANDLER_MISSING: no node class has an @OnEvent method for simproc 'tick'",
    ]);
  });

  it('a parameter of the model with the name of a parameter of a part', () => {
    class Clashing extends Plan {
      'repairs.crews' = 1;
    }
    expect(problemsOf(() => explore(modelOf({ ...plant, parameters: Clashing })))).toEqual([
      "PARAMETER_REPEATED: model 'test' and part 'repairs' both have a parameter 'repairs.crews'; rename one of them",
    ]);
  });
});

describe('the parameters of a part', () => {
  const defaults = (options: Omit<ModelOptions, 'name'>): unknown => {
    const { parameters } = explore(modelOf(options));
    return parameters && { ...new parameters() };
  };

  it('have the defaults of the model, otherwise of the using part, otherwise its own', () => {
    const between = bare('between', [], [repairs.with({ crews: 3, name: 'day' })]);
    expect(defaults({ ...plant, uses: [repairs.with({ crews: 8 })] })).toMatchObject({ 'repairs.crews': 8 });
    expect(defaults({ ...plant, uses: [between] })).toMatchObject({ 'repairs.crews': 3, 'repairs.name': 'day' });
    const both = { ...plant, uses: [repairs.with({ crews: 8 }).with({ crews: 9 }), between] };
    expect(defaults(both)).toEqual({ machines: 5, 'repairs.crews': 9, 'repairs.name': 'day' });
  });

  it('must be declared, with values of the declared kind', async () => {
    const wrong = repairs.with({ crew: 3, crews: 'three' } as never);
    const none = bare('none', []).with({ much: 1 } as never);
    expect(problemsOf(() => explore(modelOf({ ...plant, uses: [wrong, none] })))).toEqual([
      "PARAMETER_UNKNOWN: model 'test' gives a default for parameter 'much' of part 'none', which declares: none",
      "PARAMETER_UNKNOWN: model 'test' gives a default for parameter 'crew' of part 'repairs', which declares: crews, name",
      "PARAMETER_TYPE_WRONG: model 'test' gives a string as the default of parameter 'crews' of part 'repairs', which is a number",
    ]);
    const error = await refusal(() =>
      Simulation.create(modelOf(plant), { scenario, parameters: { 'repairs.crew': 3, 'repairs.crews': 'x' } }),
    );
    expect(error.code).toBe('PARAMETERS_INVALID');
    expect(error.message).toContain("unknown parameter 'repairs.crew'; did you mean 'repairs.crews'?");
    expect(error.message).toContain("parameter 'repairs.crews' must be a number, but a string was given");
  });
});

it('a provider of the model takes precedence over those of its parts', async () => {
  class Clock {
    constructor(readonly hour: number) {}
  }
  @Node('all')
  class Timed extends All {
    constructor(readonly clock: Clock) {
      super();
    }
  }
  const with9 = part({ name: 'one', simprocs: [a], nodes: [], providers: [{ token: Clock, useValue: new Clock(9) }] });
  const with8 = part({ name: 'two', simprocs: [b], nodes: [], providers: [{ token: Clock, useValue: new Clock(8) }] });
  const hour = async (options: Partial<ModelOptions>): Promise<number> => {
    const model = modelOf({ simprocs: [a, b, c, d], nodes: [Timed], ...options });
    const run = await Simulation.create(model, { scenario: new ScenarioBuilder().vertex('all', 'x').build() });
    await run.dispose();
    return run.node('all/x', Timed).clock.hour;
  };
  expect(await hour({ uses: [with9] })).toBe(9);
  expect(await hour({ uses: [with9, with8], providers: [{ token: Clock, useValue: new Clock(7) }] })).toBe(7);
});
