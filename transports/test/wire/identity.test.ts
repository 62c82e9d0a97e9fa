import { expect, it } from 'vitest';
import { compareIdentities } from '../../src/wire/identity.js';

type Facts = readonly (readonly [string, string])[];

const refusal = (own: Facts, other: Facts): string | undefined =>
  compareIdentities({ worker: 0, workers: 2, identity: own }, { worker: 1, workers: 2, identity: other })?.message;

const x64 = ['platform', 'Node v20.20.2, linux x64'] as const;
const arm64 = ['platform', 'Node v24.1.0, linux arm64'] as const;
const call = 'Math.log1p(-0.3296842626295984)';

it('lets workers join that differ only in their platform', () => {
  expect(refusal([x64, ['seed', '1']], [arm64, ['seed', '1']])).toBeUndefined();
  expect(refusal([x64, ['seed', '1']], [['seed', '1']])).toBeUndefined();
});

it('names the function, both values, both platforms and the remedy if Math differs', () => {
  const message = refusal([x64, [call, '-0.40000642779387363']], [arm64, [call, '-0.4000064277938737']]);
  expect(message).toBe(
    `the workers do not run the same thing: ${call} is "-0.40000642779387363" on worker 0, but "-0.4000064277938737" on worker 1; ` +
      'worker 0 runs on Node v20.20.2, linux x64, worker 1 runs on Node v24.1.0, linux arm64; start them on the same platform, ' +
      "or set portableMath (--portable-math) if the model computes only with `math` from '@disco-engine/sdk'",
  );
  expect(refusal([[call, '1']], [arm64, [call, '2']])).toContain('worker 0 runs on an unknown platform');
});

it('names the file if the code differs', () => {
  const message = refusal([['code of model.js', '01']], [['code of model.js', '02']]);
  expect(message).toContain(
    'code of model.js is "01" on worker 0, but "02" on worker 1; give all workers the same files',
  );
});

it.each<[Facts, Facts, string]>([
  [[['seed', '1']], [['seed', '2']], 'seed is "1" on worker 0, but "2" on worker 1'],
  [
    [['code of a.js', '1']],
    [['code of b.js', '1']],
    'worker 0 gives "code of a.js" where worker 1 gives "code of b.js"',
  ],
  [[['seed', '1']], [], 'worker 0 gives "seed" where worker 1 gives nothing'],
])('names any other difference: %j, %j', (own, other, told) =>
  expect(refusal(own, other)).toBe(
    `the workers do not run the same thing: ${told}; start them with the same inputs and version`,
  ),
);
