import { Run } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { completeLayer, layer } from '../sketch.js';
import { Trial, type NodeView, type TrialOptions } from '../trial.js';

const NODES = Array.from({ length: 40 }, (_, node) => `n${String(node).padStart(2, '0')}`);

/** Nodes that hand tokens around a ring, `tokens` each, with delays of at least `lookahead` and about 1. */
function ring(lookahead: number, options: TrialOptions = {}, tokens = 4): Trial {
  const sketch = { simprocs: [completeLayer('token', lookahead)], nodes: NODES };
  return new Trial(
    sketch,
    {
      token: (node, batch) => {
        const at = NODES.indexOf(node.name);
        const count = node.epoch === 0 ? tokens : batch.size;
        for (let token = 0; token < count; token++) {
          // Any numbers that spread the tokens.
          const spread = ((at * 7919 + node.epoch * 104729 + token * 31) % 97) / 97;
          node.send(`${NODES[(at + 1 + token) % NODES.length]}/token`, node.epoch + lookahead + spread);
        }
      },
    },
    options,
  );
}

const isInOrder = (trace: readonly string[]): boolean => {
  const epochs = trace.map((line) => Number(/@([^ ]*)/.exec(line)?.[1]));
  return epochs.every((epoch, at) => at === 0 || epoch >= epochs[at - 1]);
};

/** How many activations are in stretches in order that are longer than any group of a window. */
const inOrderOf = (trace: readonly string[]): number => {
  const lengths = [0];
  for (let at = 0; at < trace.length; at++) {
    if (at > 0 && !isInOrder(trace.slice(at - 1, at + 1))) lengths.push(0);
    lengths[lengths.length - 1] += 1;
  }
  return lengths.filter((length) => length > 50).reduce((sum, length) => sum + length, 0);
};

describe('a kernel chooses how it steps', () => {
  it('by windows, where many activations happen within the lookahead', () => {
    const trial = ring(0.5);
    expect(trial.kernel.stepping).toBe('order');
    trial.kernel.advance(60);
    expect(trial.kernel.stepping).toBe('windows');
    expect(isInOrder(trial.trace)).toBe(false);
    const ordered = ring(0.5, { stepping: 'order' });
    ordered.kernel.advance(60);
    expect(isInOrder(ordered.trace)).toBe(true);
    expect(trial.kernel.digest).toBe(ordered.kernel.digest);
    expect(trial.kernel.epoch).toBe(ordered.kernel.epoch);
    expect(trial.kernel.activations).toBe(ordered.kernel.activations);
    for (const node of NODES) expect(trial.of(`${node}/token`)).toEqual(ordered.of(`${node}/token`));
  });

  it.each([
    ['few activations happen within it', () => ring(0.01)],
    ['most activations share their epochs', () => ticking()],
    ['somebody observes activations', () => observed(ring(0.5))],
    ['its limit is small', () => ring(0.5)],
  ])('in order, where %s', (why, make) => {
    const trial = make();
    const limit = why === 'its limit is small' ? 100 : Infinity;
    while (trial.kernel.advance(60, limit) === 'limit');
    expect(trial.kernel.stepping).toBe('order');
    expect(isInOrder(trial.trace)).toBe(true);
  });

  it('in order, where all nodes can influence each other at once', () => {
    const nodes = ['a', 'b'];
    const simprocs = [layer('now'), completeLayer('later', 1)];
    const spread = (name: string): number => (name === 'a' ? 1.25 : 1.5);
    const trial = new Trial(
      { simprocs, nodes, edges: { now: ['a>b'] } },
      { later: (node) => node.send(`${node.name === 'a' ? 'b' : 'a'}/later`, node.epoch + spread(node.name)) },
      { stepping: 'shortest' },
    );
    trial.kernel.advance(100);
    expect(trial.kernel.stepping).toBe('order');
  });

  it('in order again, when few activations happen any more', () => {
    const trial = ring(0.5, {}, 4);
    trial.kernel.advance(60);
    expect(trial.kernel.stepping).toBe('windows');
    const fading = fadingOut();
    fading.kernel.advance(60);
    expect(fading.kernel.stepping).toBe('windows');
    fading.kernel.advance(2000);
    expect(fading.kernel.stepping).toBe('order');
    const ordered = fadingOut({ stepping: 'order' });
    ordered.kernel.advance(2000);
    expect(fading.kernel.digest).toBe(ordered.kernel.digest);
  });

  it('and tells how many activations to ask for where that is worth it', () => {
    const trial = ring(0.5);
    expect(trial.kernel.stride).toBeUndefined();
    while (trial.kernel.advance(60, 100) === 'limit');
    expect(trial.kernel.stride).toBe(1024);
    while (trial.kernel.advance(70, trial.kernel.stride) === 'limit');
    const start = trial.trace.length;
    while (trial.kernel.advance(120, trial.kernel.stride) === 'limit');
    expect(trial.kernel.stepping).toBe('windows');
    expect(inOrderOf(trial.trace.slice(start))).toBe(0);
  });
});

/** Nodes that all wake at the same epochs. */
function ticking(): Trial {
  const sketch = { simprocs: [completeLayer('token', 0.5)], nodes: NODES };
  return new Trial(sketch, { token: (node) => node.wakeup(node.epoch + 0.125) });
}

function observed(trial: Trial): Trial {
  trial.kernel.observe.activations.subscribe(() => {});
  return trial;
}

/** Many tokens until epoch 60, then one. */
function fadingOut(options: TrialOptions = {}): Trial {
  const sketch = { simprocs: [completeLayer('token', 0.5)], nodes: NODES };
  return new Trial(
    sketch,
    {
      token: (node, batch) => {
        const at = NODES.indexOf(node.name);
        const count = node.epoch === 0 ? 4 : node.epoch > 60 && at > 0 ? 0 : batch.size;
        for (let token = 0; token < count; token++) {
          const spread = ((at * 7919 + node.epoch * 104729 + token * 31) % 97) / 97;
          const next = node.epoch > 60 ? 0 : (at + 1 + token) % NODES.length;
          if (token === 0 || node.epoch <= 60) node.send(`${NODES[next]}/token`, node.epoch + 0.5 + spread);
        }
      },
    },
    options,
  );
}

it('an event that waits for a hard wakeup does not move the epoch that a run has reached', () => {
  const behaviour = {
    token: (node: NodeView): void => {
      if (node.epoch > 0) return;
      if (node.name === 'a') node.hard(20);
      else node.send('a/token', 3);
      node.wakeup(node.name === 'a' ? 20 : 2);
    },
  };
  const ends = (['order', 'shortest'] as const).map((stepping) => {
    const trial = new Trial({ simprocs: [completeLayer('token', 1)], nodes: ['a', 'b'] }, behaviour, { stepping });
    const epochs = [2.5, 10, 30].map((until) => (trial.kernel.advance(until), trial.kernel.epoch));
    expect(trial.kernel.stepping === 'windows').toBe(stepping === 'shortest');
    return { epochs, trace: trial.trace };
  });
  expect(ends[0].epochs).toEqual([2, 2, 20]);
  expect(ends[1]).toEqual(ends[0]);
});

describe('limits', () => {
  it('are exact below 512 activations, and never cut a window apart', () => {
    const trial = ring(0.5);
    trial.kernel.advance(60);
    expect(trial.kernel.stepping).toBe('windows');
    for (const limit of [1, 2, 17, 511]) {
      const before = trial.kernel.activations;
      expect(trial.kernel.advance(1e6, limit)).toBe('limit');
      expect(trial.kernel.activations - before).toBe(limit);
    }
    for (let call = 0; call < 20; call++) {
      const before = trial.kernel.activations;
      trial.kernel.advance(1e6, 600);
      expect(trial.kernel.activations - before).toBeGreaterThanOrEqual(600);
      expect(trial.kernel.activations - before).toBeLessThan(600 + 2048);
      // Between two calls, all activations up to the epoch have been made.
      const epochs = trial.trace.map((line) => Number(/@([^ ]*)/.exec(line)?.[1]));
      expect(trial.kernel.epoch).toBe(Math.max(...epochs));
      const reached = trial.trace.length;
      trial.kernel.advance(trial.kernel.epoch);
      expect(trial.trace).toHaveLength(reached);
    }
  });
});

describe('a window is left', () => {
  const nodes = ['a', 'b', 'c', 'd', 'e'];
  const sketch = {
    simprocs: [layer('now'), completeLayer('later', 1)],
    nodes,
    edges: { now: ['a>b', 'b>c'] },
  };
  const TICK = 2 ** -15;

  /** Nodes a, b and c, a group that does much from 1 to 2, and others that do little. */
  function busy(act: (node: NodeView) => void, options: TrialOptions): Trial {
    const now = (node: NodeView): void => {
      act(node);
      if (node.name === 'c' && node.epoch === 1) node.hard(1.75);
      else if ('abc'.includes(node.name) && node.epoch >= 1 && node.epoch < 2) {
        if (node.name !== 'c') node.send(node.name === 'a' ? 'b/now' : 'c/now', node.epoch);
        if (node.name === 'b') node.timer('now', node.epoch + TICK);
        else node.wakeup(node.epoch + TICK);
      } else if (node.epoch < 3) node.wakeup(node.epoch + ('abc'.includes(node.name) ? 1 : 0.375));
    };
    const later = (node: NodeView): void => {
      if (node.epoch < 4) node.send(`${nodes[(nodes.indexOf(node.name) + 1) % 5]}/later`, node.epoch + 1.0625);
    };
    return new Trial(sketch, { now, later }, options);
  }

  it('after many activations, and what is left of it is made in order', () => {
    const trial = busy(() => {}, { stepping: 'shortest' });
    const ordered = busy(() => {}, { stepping: 'order' });
    const epochs: number[] = [];
    let longest = 0;
    for (let end = 'limit'; end === 'limit';) {
      const before = trial.trace.length;
      end = trial.kernel.advance(10, 1024);
      epochs.push(trial.kernel.epoch);
      longest = Math.max(longest, trial.trace.length - before);
    }
    expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
    expect(longest).toBeLessThan(40_000);
    ordered.kernel.advance(10);
    expect(trial.kernel.stepping).toBe('windows');
    expect(trial.kernel.activations).toBeGreaterThan(65_000);
    expect([trial.kernel.digest, trial.kernel.epoch]).toEqual([ordered.kernel.digest, ordered.kernel.epoch]);
    for (const node of nodes) expect(trial.of(`${node}/now`)).toEqual(ordered.of(`${node}/now`));
  });

  it('also if a handler never lets it end', () => {
    const trial = new Trial(
      sketch,
      {
        now: (node) => {
          if (trial.trace.length > 200_000) throw new Error('nobody could stop this run');
          if (node.name === 'a') node.wakeupAfter(node.epoch < 1 ? 1 : 0);
        },
      },
      { stepping: 'shortest' },
    );
    expect(trial.kernel.advance(10, 1024)).toBe('limit');
    expect(trial.kernel.advance(10, 1024)).toBe('limit');
  });

  it('by somebody who begins to observe in it', () => {
    const seen: number[] = [];
    const run = (stepping: 'order' | 'shortest'): Trial => {
      const trial = busy(
        ({ name, epoch }) => {
          if (stepping === 'order' || name !== 'b' || epoch !== 1.0625) return;
          trial.kernel.observe.activations.subscribe({ next: (record) => void seen.push(record.epoch) });
        },
        { stepping },
      );
      trial.kernel.advance(10);
      return trial;
    };
    const [trial, ordered] = [run('shortest'), run('order')];
    expect(seen[0]).toBe(1.0625);
    const rest = seen.slice(1);
    expect(rest).toEqual([...rest].sort((a, b) => a - b));
    expect(rest[0]).toBeLessThan(1.0625);
    expect([trial.kernel.digest, trial.kernel.epoch]).toEqual([ordered.kernel.digest, ordered.kernel.epoch]);
  });
});

it('a cooperative run by windows shows between two slices what has happened up to its epoch, and nothing later', async () => {
  const trial = ring(0.5);
  let time = 0;
  const run = new Run(trial.kernel, { now: () => (time += 0.1), turn: async () => {} });
  const seen: { readonly epoch: number; readonly length: number }[] = [];
  await run.cooperate({ until: 150, onProgress: ({ epoch }) => seen.push({ epoch, length: trial.trace.length }) });
  expect(trial.kernel.stepping).toBe('windows');
  expect(isInOrder(trial.trace)).toBe(false);
  const epochs = trial.trace.map((line) => Number(/@([^ ]*)/.exec(line)?.[1]));
  const later = seen.filter(({ epoch }) => epoch > 60);
  expect(later.length).toBeGreaterThan(0);
  for (const { epoch, length } of later) {
    expect(Math.max(...epochs.slice(0, length))).toBe(epoch);
    expect(Math.min(...epochs.slice(length), Infinity)).toBeGreaterThanOrEqual(epoch);
  }
});
