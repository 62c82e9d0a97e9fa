import {
  choice,
  defineOptimisation,
  integer,
  isOptimisation,
  optimise,
  real,
  type ResponseFigures,
} from '@disco-engine/experiments';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { problemsOf, refusal } from '../../../model/test/refusal.js';
import { Counter, Plan, scenario } from './counter-model.js';

function cost(figures: ResponseFigures): number {
  return figures.mean('shop/Ulm/cost') + 10 * figures.parameters(Plan).mechanics;
}

function thrown(): boolean {
  throw new TypeError('no rule');
}

const usual = {
  scenario,
  duration: 12,
  warmup: 2,
  variables: { mechanics: integer(1, 5), repair: real(0.2, 0.5, { step: 0.02 }), rule: choice('fifo', 'edd') },
  minimise: { channel: 'shop/Ulm/cost' },
  budget: 400,
  replications: 2,
  finalists: 4,
  first: 5,
  indifference: 0.05,
  seed: 7,
} as const;

describe('defineOptimisation', () => {
  it('has defaults, and starts with candidates that meet the constraints', () => {
    const optimisation = defineOptimisation(Counter, {
      ...usual,
      constraints: [
        ({ mechanics, repair, rule }) => {
          expectTypeOf(mechanics).toEqualTypeOf<number>();
          expectTypeOf(repair).toEqualTypeOf<number>();
          expectTypeOf(rule).toEqualTypeOf<'fifo' | 'edd'>();
          return mechanics > 1;
        },
      ],
      parameters: { gap: 0.5, names: ['a', 'b'] },
    });
    expect(isOptimisation(optimisation)).toBe(true);
    expect(optimisation).toMatchObject({ confidence: 0.95, best: 'least', objective: { channel: 'shop/Ulm/cost' } });
    const { scenario: at, duration, variables, minimise, budget, indifference } = usual;
    const few = { scenario: at, duration, variables, maximise: minimise, budget, indifference };
    expect(defineOptimisation(Counter, few)).toMatchObject({
      replications: 5,
      finalists: 8,
      first: 10,
      best: 'greatest',
      experiment: { warmup: 0, seed: 0, workers: 1, log: { keep: 'summary' }, commonRandomNumbers: true },
    });
    const { cases, modelName } = optimisation.experiment;
    expect(modelName).toBe('test');
    expect(cases).toHaveLength(16);
    for (const { parameters } of cases) {
      expect(parameters).toMatchObject({ gap: 0.5, names: ['a', 'b'] });
      expect(parameters.mechanics).toBeGreaterThan(1);
    }
  });

  it('reports all problems', () => {
    const wrong = {
      ...usual,
      warmup: -1,
      variables: {
        mechanics: integer(5, 1),
        repair: real(0, NaN),
        rule: choice('a', 'a'),
        gap: integer(1, 2, { step: 0 }),
      },
      parameters: { gap: 3 },
      minimise: { channel: '' },
      budget: 5,
      replications: 0,
      finalists: 1,
      first: 1.5,
      indifference: 0,
      confidence: 0.5,
    };
    expect(problemsOf(() => defineOptimisation(Counter, wrong))).toEqual(
      [
        'replications is 0; give a whole number, at least 1',
        'finalists is 1; give a whole number, at least 2',
        'first is 1.5; give a whole number, at least 2',
        'budget is 5; give a whole number, at least 6',
        'indifference is 0; give a finite number above 0',
        'confidence is 0.5; give a number above 0.5 and below 1',
        "variable 'mechanics' goes from 5 to 1; give two whole numbers, the lesser first",
        "variable 'repair' goes from 0 to NaN; give two finite numbers, the lesser first",
        'variable \'rule\' has the choice "a" twice; list each value once',
        "variable 'gap' has the step 0; give a whole number above 0",
        "'gap' is both a variable and a parameter; give it once",
        'warmup is -1; give a number from 0 to below the duration, 12',
        "the objective is channel ''; name it as NODE/NAME, such as shop/Ulm/cost",
      ].map((text) => `ARGUMENT_INVALID: ${text}`),
    );
    expect(() => defineOptimisation(Counter, wrong)).toThrow(expect.objectContaining({ code: 'OPTIMISATION_INVALID' }));
  });

  it('reports unknown variables and responses with all other problems', () => {
    const { variables, ...rest } = usual;
    const wrong = {
      ...rest,
      varaibles: variables,
      variables: { mechanic: integer(1, 3), repare: real(1, NaN), rule: choice('fifo'), repair: choice('slow') },
      responses: { cost },
      minimise: 'cst',
      confidence: 2,
    };
    expect(problemsOf(() => defineOptimisation(Counter, wrong))).toEqual([
      "ARGUMENT_INVALID: unknown setting 'varaibles'; did you mean 'variables'?",
      'ARGUMENT_INVALID: confidence is 2; give a number above 0.5 and below 1',
      "ARGUMENT_INVALID: variable 'repare' goes from 1 to NaN; give two finite numbers, the lesser first",
      expect.stringMatching(/^PARAMETER_UNKNOWN: unknown parameter 'mechanic'; did you mean 'mechanics'\?/),
      expect.stringMatching(/^PARAMETER_UNKNOWN: unknown parameter 'repare'; /),
      "PARAMETER_TYPE_WRONG: parameter 'repair' must be a number, but a string was given",
      "ARGUMENT_INVALID: the objective is response 'cst', which is not declared; did you mean 'cost'?",
    ]);
  });

  it('reports options without variables, and an objective without a channel', () => {
    const { variables, ...rest } = usual;
    const wrong = { ...rest, varaibles: variables, minimise: { chanel: 'shop/Ulm/cost' } } as unknown as typeof usual;
    expect(problemsOf(() => defineOptimisation(Counter, wrong))).toEqual([
      "ARGUMENT_INVALID: unknown setting 'varaibles'; did you mean 'variables'?",
      "ARGUMENT_INVALID: the objective: unknown setting 'chanel'; did you mean 'channel'?",
      'ARGUMENT_INVALID: there are no variables; give at least one',
      'ARGUMENT_INVALID: the objective is channel undefined; name it as NODE/NAME, such as shop/Ulm/cost',
    ]);
  });

  it.each([
    ['a budget that is too small', { budget: 19 }, 'budget is 19; give a whole number, at least 20'],
    ['two objectives', { maximise: usual.minimise }, "give either minimise or maximise, as in minimise: 'cost'"],
    ['no objective', { minimise: undefined }, 'give either minimise or maximise'],
    [
      'a response that is not declared',
      { minimise: 'cst', responses: { cost } },
      "response 'cst', which is not declared; did you mean 'cost'?",
    ],
    [
      'a response that is like no other',
      { minimise: 'profit', responses: { cost } },
      "response 'profit', which is not declared; declared are: cost",
    ],
    ['a misspelt option', { finalist: 4 }, "unknown setting 'finalist'; did you mean 'finalists'?"],
    [
      'a misspelt setting of a variable',
      { variables: { mechanics: integer(1, 3, { stp: 2 } as object) } },
      "variable 'mechanics': unknown setting 'stp'; did you mean 'step'?",
    ],
    [
      'a list as a variable',
      { variables: { mechanics: [1, 2] } },
      "variable 'mechanics' is an array; give integer(…), real(…) or choice(…)",
    ],
    [
      'a misspelt setting of a response',
      { minimise: 'peak', responses: { peak: { channel: 'shop/Ulm/cost', figur: 'maximum' } } },
      "response 'peak': unknown setting 'figur'; did you mean 'figure'?",
    ],
    [
      'a ratio',
      { minimise: 'cost', responses: { cost: { numerator: cost, denominator: cost } } },
      "the objective 'cost' is a ratio",
    ],
    [
      'an invalid response',
      { minimise: 'cost', responses: { cost: {} } },
      "response 'cost': it cannot be computed from an object",
    ],
    ['no variables', { variables: {} }, 'there are no variables; give at least one'],
    ['an unknown parameter', { variables: { mechanic: integer(1, 3) } }, 'mechanic'],
    ['constraints that cannot be met', { constraints: [() => false] }, 'found no values of the variables'],
    [
      'a constraint that does not return a boolean',
      { constraints: [() => 3] },
      'constraints[0] returns 3 for mechanics',
    ],
    ['a constraint that throws', { constraints: [() => thrown()] }, ': no rule; return true or false'],
    ['too many values', { variables: { mechanics: integer(1, 1e9) } }, 'has 1000000000 values, more than 100000'],
    ['a choice without values', { variables: { rule: choice() } }, 'is a choice without values'],
    ['an invalid seed', { seed: -1 }, 'seed is -1; give a whole number from 0'],
  ])('rejects %s', (_, change, message) => {
    const problems = problemsOf(() => defineOptimisation(Counter, { ...usual, ...(change as object) }));
    expect(problems).toEqual([expect.stringContaining(message)]);
  });
});

describe('optimise', () => {
  it('finds the best values, says how good they are, and is reproducible', async () => {
    const definition = defineOptimisation(Counter, usual);
    const outcome = await optimise(definition);
    expect(outcome.best?.values).toEqual({ mechanics: 3, repair: expect.closeTo(0.3, 1), rule: 'edd' });
    expect(outcome).toMatchObject({ isDecided: true, search: 'end', budget: 400, failed: [] });
    expect(outcome.guarantee).toMatch(
      /^With a probability of at least 95 %, the chosen candidate is the best of the 4 finalists/,
    );
    expectTypeOf(outcome.best?.values.rule).toEqualTypeOf<'fifo' | 'edd' | undefined>();
    expectTypeOf(outcome.best?.values.repair).toEqualTypeOf<number | undefined>();
    const { interval } = outcome.best ?? {};
    expect(interval?.mean).toBeCloseTo(0.5, 0);
    expect(interval?.count).toBeGreaterThanOrEqual(5);
    expect(outcome.replications).toBeLessThanOrEqual(400);
    expect(outcome.others).toHaveLength(3);
    expect(await optimise(definition)).toEqual(outcome);
  });

  it('minimises or maximises a response', async () => {
    const responses = { cost, less: (figures: ResponseFigures) => -cost(figures) };
    const few = { ...usual, budget: 120 };
    const least = await optimise(defineOptimisation(Counter, { ...few, responses, minimise: 'cost' }));
    // A mechanic costs 10, so one is enough, and none might be even better.
    expect(least.best?.values.mechanics).toBe(1);
    expect(least.atLimit).toEqual(['mechanics']);
    expect(least.best?.interval.mean).toBeGreaterThan(14);
    const greatest = await optimise(
      defineOptimisation(Counter, { ...few, responses, minimise: undefined, maximise: 'less' }),
    );
    expect(greatest.best).toMatchObject({ case: least.best?.case, values: least.best?.values });
    expect(greatest.best?.interval.mean).toBe(-(least.best?.interval.mean ?? NaN));
    expect(greatest.others.map((one) => one.case)).toEqual(least.others.map((one) => one.case));
  });

  it('minimises a quantile, which needs the records', async () => {
    const few = { ...usual, budget: 80, minimise: 'late', log: { keep: 'records' } } as const;
    const responses = { late: { channel: 'shop/Ulm/cost', quantile: 1 } };
    const { best } = await optimise(defineOptimisation(Counter, { ...few, responses }));
    expect(best?.values).toMatchObject({ mechanics: 3, rule: 'edd' });
    expect(best?.interval.mean).toBeGreaterThan(0.8);
    const asked = { late: ({ quantile }: ResponseFigures) => quantile('shop/Ulm/cost', 1) };
    const unkept = defineOptimisation(Counter, { ...few, responses: asked, log: undefined });
    const { failed } = await optimise(unkept);
    expect(failed[0]?.reason).toBe(
      'replication 0: late has no value: it needs a quantile of the records, which were not kept',
    );
  });

  it('excludes candidates that fail, and says why', async () => {
    const definition = defineOptimisation(Counter, { ...usual, parameters: { deadly: 3 } });
    const { best, failed } = await optimise(definition);
    expect([2, 4]).toContain(best?.values.mechanics);
    expect(failed.length).toBeGreaterThan(0);
    for (const { values, reason } of failed) {
      expect(values.mechanics).toBe(3);
      expect(reason).toMatch(/^replication 0: .*on fire/);
    }
  });

  it('rejects an unknown channel, and excludes candidates without a mean', async () => {
    const wrong = defineOptimisation(Counter, { ...usual, minimise: { channel: 'shop/Ulm/cst' } });
    expect(await refusal(() => optimise(wrong))).toMatchObject({
      code: 'CHANNEL_UNKNOWN',
      message:
        "the objective is the mean of channel 'shop/Ulm/cst', but there is no such channel with a mean; did you mean 'shop/Ulm/cost'?",
    });
    const { best, failed, guarantee } = await optimise(
      defineOptimisation(Counter, { ...usual, minimise: { channel: 'shop/Ulm/never' } }),
    );
    expect(best).toBeUndefined();
    expect(failed[0]?.reason).toBe('replication 0: shop/Ulm/never has no mean');
    expect(guarantee).toMatch(/^Nothing was chosen/);
  });

  it('says when nothing is guaranteed, and when there is nothing to choose', async () => {
    // The greater the cost, the more it varies, and with it the differences.
    const varying = { cost: ({ mean }: ResponseFigures) => mean('shop/Ulm/cost') ** 2 };
    const small = { ...usual, budget: 80, duration: 6, responses: varying, minimise: 'cost' } as const;
    const fine = await optimise(defineOptimisation(Counter, { ...small, indifference: 1e-9 }));
    expect(fine.isDecided).toBe(false);
    expect(fine.guarantee).toMatch(
      /^Nothing is guaranteed: the budget ran out before one of the 4 finalists was shown to be within 1e-9 of the best\. Chosen is the candidate with the lowest mean/,
    );
    const variables = { mechanics: integer(2, 2) };
    const one = await optimise(defineOptimisation(Counter, { ...usual, variables }));
    expect(one).toMatchObject({ best: { values: { mechanics: 2 } }, others: [], atLimit: [], isDecided: true });
    expect([one.guarantee, one.course]).toEqual([
      'Only one candidate was left, so there was nothing to compare it with.',
      'There is only one candidate, which took 5 of at most 400 replications.',
    ]);
    const few = await optimise(defineOptimisation(Counter, { ...usual, variables: { mechanics: integer(1, 5) } }));
    expect(few.guarantee).toMatch(
      /the chosen candidate is the best of all 5 candidates, if .*approximately normal values\)\. Its difference from 4 finalists is the same in every replication and was taken as exact: a rare event may not have happened yet\.$/,
    );
    const parameters = { deadly: 3 };
    const some = defineOptimisation(Counter, { ...usual, parameters, variables: { mechanics: integer(1, 5) } });
    expect((await optimise(some)).guarantee).toContain('is the best of the 4 candidates that have not failed, if');
    const sure = await optimise(defineOptimisation(Counter, { ...small, indifference: 1 }));
    expect(sure.guarantee).toMatch(
      /^With a probability of at least 95 %.*\(procedure KN, for approximately normal values\)\. The search itself guarantees nothing/,
    );
    expect(few.course).toMatch(/^All 5 candidates were compared, using \d+ of at most 400 replications\.$/);
  });

  it('stops on its signal, and asks for a scenario that is in a store', async () => {
    const definition = defineOptimisation(Counter, { ...usual, scenario: 'ulm-2026' });
    expect(await refusal(() => optimise(definition))).toMatchObject({ code: 'ARGUMENT_INVALID' });
    const signal = AbortSignal.abort();
    expect(await refusal(() => optimise(definition, { scenario, signal }))).toMatchObject({ code: 'RUN_ABORTED' });
  });
});
