import { expect, test } from 'vitest';
import { callCentre, compared, epidemic, inventory, jobShop, packetNetwork } from '../src/index.js';

// The seeds were chosen before anything was run. An interval that is too wide relative to the mean would hide a wrong model.
test.each([
  { study: callCentre, widest: 0.05 },
  { study: jobShop, widest: 0.12 },
  { study: packetNetwork, widest: 0.1 },
  { study: inventory, widest: 0.1 },
  { study: epidemic, widest: 0.3 },
])('$study.title: measurement agrees with theory', async ({ study, widest }) => {
  for (const { name, mean, halfWidth, theory } of await compared(study)) {
    expect(Math.abs(mean - theory), `${name} is ${mean} ± ${halfWidth}, but theory says ${theory}`).toBeLessThan(
      halfWidth,
    );
    expect(halfWidth / theory, `${name} is ${mean} ± ${halfWidth}`).toBeLessThan(widest);
  }
});
