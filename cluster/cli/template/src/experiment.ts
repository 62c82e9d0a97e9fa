import { defineExperiment } from '@disco-engine/experiments';
import { bar, CoffeeBar } from './model.js';

/** Is a second barista worth it? */
export default defineExperiment(CoffeeBar, {
  scenario: bar,
  parameters: { baristas: [1, 2] }, // two cases
  replications: 5, // of each case, with other random numbers
  duration: 5000,
  warmup: 500, // the bar opens empty; records count from here on
  unit: 'minutes',
  seed: 7,
});
