import { expect, test } from 'vitest';
import { SAMPLER_CASES } from '../../src/engines/suites/sampler-cases.js';
// One file, because loading the samplers takes longer than testing them.
import './arrivals-suite.js';
import { CONTINUOUS_LAWS } from './continuous-laws.js';
import './continuous-suite.js';
import './correlation-suite.js';
import { DISCRETE_LAWS } from './discrete-laws.js';
import './discrete-suite.js';
import './orders-suite.js';
import { EXPOSURES, ORDERED_THINGS } from './remaining-cases.js';

test('each sampler has a law to be compared with', () => {
  const names = [CONTINUOUS_LAWS, DISCRETE_LAWS, ORDERED_THINGS, EXPOSURES].flatMap((laws) => [...laws.keys()]);
  expect(names.sort()).toEqual([...SAMPLER_CASES.keys()].sort());
});
