import { mathAnswers, platformName } from '@disco-engine/sdk/extensions';
import { expect, it } from 'vitest';

const answers = mathAnswers();

it('calls each function that the standard leaves open at six places, and writes the calls as a model would', () => {
  const names = Object.keys(answers).map((call) => /^Math\.(\w+)\(/.exec(call)?.[1]);
  const counts = new Map(names.map((name) => [name, names.filter((other) => other === name).length]));
  expect(counts.size).toBe(22);
  expect(new Set(counts.values())).toEqual(new Set([6]));
  for (const [call, value] of Object.entries(answers)) {
    // eslint-disable-next-line no-eval
    expect((0, eval)(call), call).toBe(value);
    expect(Number.isFinite(value)).toBe(true);
  }
});

it('detects an implementation that differs in one last bit, by function and value', () => {
  const { log1p } = Math;
  // The result of the same version of Node on arm64.
  const arm = (x: number): number => (x === -0.3296842626295984 ? -0.4000064277938737 : log1p(x));
  const others = mathAnswers(Object.create(Math, { log1p: { value: arm } }) as Math);
  const differing = Object.keys(answers).filter((call) => answers[call] !== others[call]);
  // On arm64, this is the result anyway.
  const x64 = log1p(-0.3296842626295984) === -0.40000642779387363;
  expect(differing).toEqual(x64 ? ['Math.log1p(-0.3296842626295984)'] : []);
});

it('distinguishes implementations that round the hard cases differently', () => {
  const nudged =
    (f: (...args: number[]) => number) =>
    (...args: number[]) =>
      f(...args) * (1 + 2 ** -52);
  const math = Object.create(Math) as Record<string, unknown>;
  for (const name of ['sin', 'pow', 'hypot']) math[name] = nudged(Reflect.get(Math, name) as () => number);
  const others = mathAnswers(math as unknown as Math);
  const differing = Object.keys(answers).filter((call) => answers[call] !== others[call]);
  expect(new Set(differing.map((call) => call.slice(0, call.indexOf('('))))).toEqual(
    new Set(['Math.sin', 'Math.pow', 'Math.hypot']),
  );
});

it('names the platform', () =>
  expect(platformName()).toBe(`Node ${process.version}, ${process.platform} ${process.arch}`));
