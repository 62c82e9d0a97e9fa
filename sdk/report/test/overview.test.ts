import { expect, test } from 'vitest';
import { experiment, FakeResults } from './fake-results.js';
import { render } from './render.js';

test('a scenario of one vertex is counted in the singular', async () => {
  const scenario = { ...experiment.scenario, vertices: 1, edges: 1 };
  const results = await FakeResults.make({ ...experiment, scenario });
  try {
    expect((await render(results)).html).toContain('1 vertex, 1 edge');
  } finally {
    await results.close();
  }
});
