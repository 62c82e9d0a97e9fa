import { describe, expect, it } from 'vitest';
import {
  inject,
  injectable,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  Simulation,
  type RunProvider,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

let made: string[] = [];
let disposed: string[] = [];

@injectable()
class Ledger {
  readonly entries: string[] = [];

  constructor() {
    made.push('ledger');
  }

  dispose(): void {
    disposed.push('ledger');
  }
}

@injectable()
class Auditor {
  constructor(readonly ledger: Ledger) {
    made.push('auditor');
  }

  dispose(): void {
    disposed.push('auditor');
  }
}

@Node('shop')
class Shop {
  constructor(
    readonly context: NodeContext,
    readonly auditor: Auditor,
    readonly ledger: Ledger,
    @inject('rate') readonly rate: { readonly value: number },
  ) {
    made.push(context.node);
  }

  @OnEvent('order')
  take(): void {
    this.ledger.entries.push(this.context.node);
  }

  dispose(): void {
    disposed.push(this.context.node);
  }
}

const rate: RunProvider = { token: 'rate', useFactory: () => ({ value: 3, dispose: () => disposed.push('rate') }) };
const providers: readonly RunProvider[] = [
  { token: Ledger, useClass: Ledger },
  { token: Auditor, useClass: Auditor },
  rate,
];
const scenario = new ScenarioBuilder().vertex('shop', 'a').vertex('shop', 'b').build();

async function create(
  own: readonly RunProvider[] = providers,
  overrides?: readonly RunProvider[],
): Promise<Simulation> {
  made = [];
  disposed = [];
  return Simulation.create(modelOf({ simprocs: ['order'], nodes: [Shop], providers: own }), {
    scenario,
    providers: overrides,
  });
}

describe('a provider', () => {
  it('gives one instance per run, made on first use', async () => {
    const simulation = await create();
    const [a, b] = ['shop/a', 'shop/b'].map((name) => simulation.node(name, Shop));
    expect(a.ledger).toBe(b.ledger);
    expect(a.auditor.ledger).toBe(a.ledger);
    expect(a.rate).toBe(b.rate);
    expect(made).toEqual(['ledger', 'auditor', 'shop/a', 'shop/b']);
  });

  it('gives each run its own instance', async () => {
    const [one, other] = [await create(), await create()];
    const ledgers = [one, other].map((simulation) => simulation.node('shop/a', Shop).ledger);
    expect(ledgers[0]).not.toBe(ledgers[1]);
    expect(one.node('shop/a', Shop).rate).not.toBe(other.node('shop/a', Shop).rate);
    one.until(1);
    expect(ledgers.map(({ entries }) => entries)).toEqual([['shop/a', 'shop/b'], []]);
  });

  it('of a value gives that value', async () => {
    const value = { value: 9 };
    const simulation = await create([...providers.slice(0, 2), { token: 'rate', useValue: value }]);
    expect(simulation.node('shop/b', Shop).rate).toBe(value);
  });

  it('of a run replaces that of the model', async () => {
    class OtherLedger extends Ledger {}
    const overrides: readonly RunProvider[] = [
      { token: Ledger, useClass: OtherLedger },
      { token: 'rate', useFactory: () => ({ value: 7 }) },
    ];
    const { ledger, auditor, rate: given } = (await create(providers, overrides)).node('shop/a', Shop);
    expect(ledger).toBeInstanceOf(OtherLedger);
    expect(auditor.ledger).toBe(ledger);
    expect(given.value).toBe(7);
  });

  it('with a factory can use other providers', async () => {
    const factory: RunProvider = {
      token: 'rate',
      useFactory: (container) => ({ value: 1, of: container.resolve(Ledger) }),
    };
    const { rate: given, ledger } = (await create([...providers.slice(0, 2), factory])).node('shop/b', Shop);
    expect((given as unknown as { of: Ledger }).of).toBe(ledger);
  });

  it('that is missing is reported with the node that needs it', async () => {
    const error = await refusal(() => create(providers.slice(0, 2)));
    expect(error).toMatchObject({ code: 'NODE_FAILED', place: { node: 'shop/a' } });
    expect(error.message).toContain('rate');
  });

  @injectable()
  class Nosy {
    constructor(readonly context: NodeContext) {}
  }
  it.each<[string, RunProvider]>([
    ['class', { token: 'rate', useClass: Nosy }],
    ['factory', { token: 'rate', useFactory: (container) => container.resolve(NodeContext) }],
    ['factory that draws', { token: 'rate', useFactory: (container) => container.resolve(RandomStream as never) }],
  ])('(a %s) cannot use what belongs to the node that happens to need it first', async (_, provider) => {
    const error = await refusal(() => create([...providers.slice(0, 2), provider]));
    expect(error.code).toBe('NODE_FAILED');
    expect(error.message).toMatch(/a provider asked for NodeContext.* belong to one node/);
  });

  it('leaves the requesting node its own services', async () => {
    @Node('late')
    class Late {
      constructor(
        @inject('rate') readonly given: object,
        readonly ledger: Ledger,
        readonly context: NodeContext,
      ) {}

      @OnEvent('order')
      take(): void {}
    }
    const simulation = await Simulation.create(modelOf({ simprocs: ['order'], nodes: [Late], providers }), {
      scenario: new ScenarioBuilder().vertex('late', 'a').build(),
    });
    expect(simulation.node('late/a', Late).context.node).toBe('late/a');
  });
});

describe('dispose', () => {
  it('disposes of everything that was made, last in, first out, and once', async () => {
    const simulation = await create();
    await simulation.dispose();
    await simulation.dispose();
    expect(disposed).toEqual(['shop/b', 'shop/a', 'rate', 'auditor', 'ledger']);
  });

  it('leaves values alone, which belong to the caller', async () => {
    const simulation = await create([
      ...providers.slice(0, 2),
      { token: 'rate', useValue: { dispose: () => disposed.push('value') } },
    ]);
    await simulation.dispose();
    expect(disposed).not.toContain('value');
  });

  it('continues if one throws, and throws all errors in the end', async () => {
    const failing = (name: string): RunProvider => ({
      token: name,
      useFactory: () => ({
        dispose: () => {
          throw new Error(name);
        },
      }),
    });
    const auditor: RunProvider = {
      token: Auditor,
      useFactory: (container) => ({
        ledger: container.resolve(Ledger),
        dispose: () => {
          throw new Error('auditor');
        },
      }),
    };
    const simulation = await create([providers[0], auditor, failing('rate')]);
    const error: unknown = await simulation.dispose().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors).toEqual([new Error('rate'), new Error('auditor')]);
    expect(disposed).toEqual(['shop/b', 'shop/a', 'ledger']);
  });

  it('disposes of what was made if a node could not be made', async () => {
    const failing: RunProvider = {
      token: 'rate',
      useFactory: () => {
        throw new Error('no rate today');
      },
    };
    const error = await refusal(() => create([...providers.slice(0, 2), failing]));
    expect(error).toMatchObject({
      code: 'NODE_FAILED',
      cause: expect.objectContaining({ message: expect.stringContaining('no rate') }),
    });
    expect(disposed).toEqual(['auditor', 'ledger']);
  });

  it('completes the observables', async () => {
    const simulation = await create();
    let completed = 0;
    const count = { complete: () => (completed += 1) };
    simulation.activations.subscribe(count);
    simulation.sends.subscribe(count);
    simulation.wakeups.subscribe(count);
    simulation.timers.subscribe(count);
    simulation.promises.subscribe(count);
    simulation.states.subscribe(count);
    await simulation.dispose();
    expect(completed).toBe(6);
  });
});
