import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defineExperiment,
  drawsOf,
  independentValues,
  latinHypercube,
  statusOfWhole,
  type ExperimentOptions,
  type ExperimentStatus,
} from '@disco-engine/experiments';
import { InvalidInputError, Node, OnEvent, ScenarioBuilder, simproc } from '@disco-engine/sdk';
import { modelOf } from '../../../model/test/model-of.js';
import { thrownBy } from '../../../model/test/refusal.js';

const tick = simproc('tick');

@Node('clock')
class Clock {
  @OnEvent(tick)
  go(): void {}
}

class Settings {
  service = 0.9;
  review = 1;
  name = 'x';
}

const Model = modelOf({ simprocs: [tick], nodes: [Clock], parameters: Settings });
const scenario = new ScenarioBuilder().vertex('clock', 'a').build();

/** The messages of all problems that an experiment is refused for. */
function messagesOf(define: () => unknown): string[] {
  const error = thrownBy(define) as InvalidInputError;
  expect(error.code).toBe('EXPERIMENT_INVALID');
  expect(new Set(error.problems.map(({ code }) => code))).toEqual(new Set(['ARGUMENT_INVALID']));
  return error.problems.map(({ message }) => message);
}

it('creates a case for each combination of parameters', () => {
  const { cases } = defineExperiment(Model, {
    scenario,
    duration: 1,
    parameters: { service: [0.9, 0.95], review: [1, 7], name: 'y' },
  });
  expect(cases).toEqual([
    { number: 0, parameters: { service: 0.9, review: 1, name: 'y' } },
    { number: 1, parameters: { service: 0.9, review: 7, name: 'y' } },
    { number: 2, parameters: { service: 0.95, review: 1, name: 'y' } },
    { number: 3, parameters: { service: 0.95, review: 7, name: 'y' } },
  ]);
  const listed = defineExperiment(Model, {
    scenario,
    duration: 1,
    parameters: { name: 'y' },
    cases: [{ review: 2 }, { name: 'z' }],
  });
  expect(listed.cases.map(({ parameters }) => parameters)).toEqual([{ name: 'y', review: 2 }, { name: 'z' }]);
  expect(defineExperiment(Model, { scenario, duration: 1 }).cases).toEqual([{ number: 0, parameters: {} }]);
});

it('reports all problems', () => {
  const wrong = {
    scenario,
    duration: -1,
    warmup: 5,
    replications: 0,
    seed: 0.5,
    workers: 0,
    name: '',
    parameters: { servce: 1, review: ['a', 'b'] },
  };
  const error = thrownBy(() => defineExperiment(Model, wrong)) as InvalidInputError;
  expect(error.code).toBe('EXPERIMENT_INVALID');
  expect(error.problems.map(({ code, message }) => `${code} ${message.split(/[ ;]/)[0]}`)).toEqual([
    'ARGUMENT_INVALID duration',
    'ARGUMENT_INVALID warmup',
    'ARGUMENT_INVALID replications',
    'ARGUMENT_INVALID seed',
    'ARGUMENT_INVALID workers',
    expect.stringMatching(/^PARAMETER_UNKNOWN /),
    expect.stringMatching(/^PARAMETER_TYPE_WRONG /),
    'NAME_EMPTY the',
  ]);
  expect(thrownBy(() => defineExperiment(Model, { scenario, duration: 1, cases: [] }))).toMatchObject({
    code: 'EXPERIMENT_INVALID',
  });
});

it('checks the required precision', () => {
  const usual = { scenario, duration: 1 };
  const precision = [
    { channel: 'clock/a/late', relative: 0.01 },
    { channel: 'clock/a/early', relative: 0.1, minimum: 3 },
  ];
  expect(defineExperiment(Model, { ...usual, precision }).precision).toEqual(precision);
  expect(defineExperiment(Model, { ...usual, precision: precision[0] }).precision).toEqual([precision[0]]);
  expect(defineExperiment(Model, usual)).toMatchObject({ precision: [], log: {} });
  const wrong = { channel: 'x', relative: 1, confidence: 95 };
  const error = thrownBy(() => defineExperiment(Model, { ...usual, precision: [wrong, precision[0]] }));
  const message = "precision of channel 'x': relative is 1; give a number between 0 and 1, such as 0.01";
  expect(error).toMatchObject({ code: 'EXPERIMENT_INVALID', problems: [{ code: 'ARGUMENT_INVALID', message }] });
});

it('refuses misspelt settings, all in one report', () => {
  const wrong = {
    scenario,
    duration: 1,
    replicatoins: 2,
    warmpu: 1,
    respones: {},
    colour: 'red',
    log: { kep: 'summary', keep: 'all', onFailure: 'retry' },
    responses: {
      peak: { channel: 'clock/a/late', figur: 'maximum' },
      late: { channel: 'clock/a/late', quantil: 0.9, unit: 'days' },
      both: { channel: 'clock/a/late', figure: 'maximum' as const, quantile: 0.9 },
      ratio: {
        numerator: { channel: 'clock/a/late', figur: 'sum' },
        denominator: () => 1,
        units: '%',
      },
      value: { value: () => 1, channel: 'clock/a/late' },
    },
    precision: [{ response: 'peak', relative: 0.1, confidense: 0.9 }],
  };
  expect(messagesOf(() => defineExperiment(Model, wrong as ExperimentOptions))).toEqual([
    "unknown setting 'replicatoins'; did you mean 'replications'?",
    "unknown setting 'warmpu'; did you mean 'warmup'?",
    "unknown setting 'respones'; did you mean 'responses'?",
    expect.stringMatching(/^unknown setting 'colour'; known are: name, scenario, duration, .*, log$/),
    "log: unknown setting 'kep'; did you mean 'keep'?",
    "log: keep is 'all'; give 'records' or 'summary'",
    "log: onFailure is 'retry'; give 'fail' or 'summary'",
    "response 'peak': unknown setting 'figur'; did you mean 'figure'?",
    "response 'late': unknown setting 'quantil'; did you mean 'quantile'?",
    "response 'both': it has both figure and quantile; give one of them",
    "response 'ratio': unknown setting 'units'; did you mean 'unit'?",
    "response 'ratio': unknown setting 'figur'; did you mean 'figure'?",
    "response 'value': unknown setting 'channel'; known are: value, unit",
    "precision of response 'peak': unknown setting 'confidense'; did you mean 'confidence'?",
  ]);
});

it('suggests the setting that identifies a response or a precision', () => {
  const wrong = {
    scenario,
    duration: 1,
    responses: { peak: { chanel: 'clock/a/late' } as unknown as { channel: string } },
    precision: [{ chanel: 'clock/a/late', relative: 0.1 }],
  };
  const messages = messagesOf(() => defineExperiment(Model, wrong));
  expect(messages).toContain("response 'peak': unknown setting 'chanel'; did you mean 'channel'?");
  expect(messages).toContain("precision: unknown setting 'chanel'; did you mean 'channel'?");
});

it('names the listed cases that have a problem', () => {
  const cases = [
    { review: 1 },
    { servce: 1 },
    { review: 'a' },
    null,
    { servce: 2 },
    ...Array.from({ length: 6 }, () => 7),
  ];
  const wrong = { scenario, duration: 1, parameters: { name: ['x', 'y', 3] }, cases };
  const error = thrownBy(() => defineExperiment(Model, wrong as unknown as ExperimentOptions)) as InvalidInputError;
  const messages = error.problems.map(({ code, message }) => `${code} ${message}`);
  expect(messages).toEqual([
    "PARAMETER_UNKNOWN cases[1], cases[4]: unknown parameter 'servce'; did you mean 'service'?",
    "PARAMETER_TYPE_WRONG cases[2]: parameter 'review' must be a number, but a string was given",
    'ARGUMENT_INVALID cases[3]: it is null; give an object with parameters',
    'ARGUMENT_INVALID cases[5], cases[6], cases[7], cases[8], cases[9] and 1 more: it is a number; give an object with parameters',
    "PARAMETER_TYPE_WRONG parameter 'name' must be a string, but a number was given",
  ]);
});

it('reports a missing duration once', () => {
  const wrong = { scenario, durtion: 1 } as unknown as ExperimentOptions;
  expect(messagesOf(() => defineExperiment(Model, wrong))).toEqual([
    "unknown setting 'durtion'; did you mean 'duration'?",
    'duration is undefined; give a finite number above 0',
  ]);
});

it('refuses settings that are no object', () => {
  const wrong = { scenario, duration: 1, log: 'summary', precision: [0.1, null], warmup: 2 };
  expect(messagesOf(() => defineExperiment(Model, wrong as unknown as ExperimentOptions))).toEqual([
    'log: it is a string; give an object with keep, onFailure',
    'warmup is 2; give a number from 0 to below the duration, 1',
    'precision: it is a number; give an object with channel, response, relative, confidence, minimum',
    'precision: it is null; give an object with channel, response, relative, confidence, minimum',
  ]);
});

describe('independent values', () => {
  it('are those of replications, or means of complete antithetic pairs', () => {
    const values = new Map([0, 1, 3, 4, 5].map((replication) => [replication, 10 ** replication]));
    expect(independentValues(false, values, 5)).toEqual([1, 10, 1000, 10_000]);
    expect(independentValues(true, values, 6)).toEqual([5.5, 55_000]);
    expect(independentValues(true, values, 5)).toEqual([5.5]);
    expect(independentValues(true, new Map(), 4)).toEqual([]);
  });
});

it('gives all cases the same random numbers, unless configured otherwise', () => {
  const common = defineExperiment(Model, { scenario, duration: 1, seed: 7 });
  const draws = { seed: 7, replication: 3, antithetic: false };
  for (const number of [0, 1]) expect(drawsOf(common, { case: number, replication: 3 })).toEqual(draws);
  const own = defineExperiment(Model, { scenario, duration: 1, seed: 7, commonRandomNumbers: false });
  const seeds = [0, 1, 1].map((number) => drawsOf(own, { case: number, replication: 0 }).seed);
  expect(seeds[0]).not.toBe(seeds[1]);
  expect(seeds[1]).toBe(seeds[2]);
  expect(Number.isSafeInteger(seeds[0])).toBe(true);
});

it('pairs antithetic replications', () => {
  const pairs = defineExperiment(Model, { scenario, duration: 1, antithetic: true, replications: 4 });
  const draws = [0, 1, 2, 3].map((replication) => drawsOf(pairs, { case: 0, replication }));
  expect(draws.map(({ replication, antithetic }) => [replication, antithetic])).toEqual([
    [0, false],
    [0, true],
    [1, false],
    [1, true],
  ]);
  const odd = { scenario, duration: 1, antithetic: true, replications: 3 };
  expect(thrownBy(() => defineExperiment(Model, odd))).toMatchObject({ code: 'EXPERIMENT_INVALID' });
});

describe('a latin hypercube', () => {
  it('uses each interval of each range once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (cases, seed) => {
        const made = latinHypercube({ a: [0, 1], b: [-5, 5] }, cases, seed);
        for (const [name, least, size] of [
          ['a', 0, 1],
          ['b', -5, 10],
        ] as const) {
          const parts = made.map((own) => Math.floor(((own[name] - least) / size) * cases)).sort((x, y) => x - y);
          expect(parts).toEqual(Array.from({ length: cases }, (_, part) => part));
        }
        expect(latinHypercube({ a: [0, 1], b: [-5, 5] }, cases, seed)).toEqual(made);
      }),
    );
  });

  it('rejects invalid ranges and numbers of cases', () => {
    for (const [ranges, cases] of [
      [{ a: [1, 0] }, 3],
      [{ a: [0, Infinity] }, 3],
      [{ a: [0, 1] }, 0],
    ] as const)
      expect(thrownBy(() => latinHypercube(ranges, cases))).toMatchObject({ code: 'ARGUMENT_INVALID' });
  });
});

it.each<[ExperimentStatus[], ExperimentStatus]>([
  [[], 'CREATED'],
  [['FINISHED', 'FINISHED'], 'FINISHED'],
  [['FINISHED', 'FAILED', 'CANCELED'], 'FAILED'],
  [['FINISHED', 'CANCELED'], 'CANCELED'],
  [['FINISHED', 'SUBMITTED'], 'ACTIVE'],
  [['ACTIVE', 'PAUSED', 'CREATED'], 'ACTIVE'],
  [['PAUSED', 'FINISHED'], 'PAUSED'],
  [['LOADED', 'ASSIGNED', 'INITIALIZED'], 'ASSIGNED'],
])('of parts that are %j, the whole is %s', (parts, whole) => {
  expect(statusOfWhole(parts)).toBe(whole);
});

it('gives a response the unit of its channel, unless it counts, is a share of time, or has a unit', () => {
  const channel = 'clock/a/late';
  const { responses } = defineExperiment(Model, {
    scenario,
    duration: 1,
    responses: {
      mean: { channel },
      last: { channel, figure: 'last' },
      late: { channel, quantile: 0.9 },
      count: { channel, figure: 'count' },
      rate: { channel, figure: 'rate' },
      busy: { channel, share: 'busy' },
      priced: { channel, unit: '€' },
      bare: { channel, unit: '' },
      code: ({ mean }) => mean(channel),
      ratio: { numerator: { channel }, denominator: { channel } },
    },
  });
  expect(responses.filter(({ unitOf }) => unitOf === channel).map(({ name }) => name)).toEqual([
    'mean',
    'last',
    'late',
  ]);
});
