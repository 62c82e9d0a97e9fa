import { buildTopology, Kernel, nextDouble, type Timer } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { graphOf, layer, nodeType, topologySpec } from '../sketch.js';
import { Trial, type NodeView, type TrialOptions } from '../trial.js';

const office = { simprocs: [layer('early'), layer('serve'), layer('finish')], nodes: ['a', 'b'] };

type Act = (node: NodeView) => void;

/** Runs node a, whose simprocs act at some epochs each. */
function trialOf(acts: Readonly<Record<string, Readonly<Record<number, Act>>>>, options: TrialOptions = {}): Trial {
  const behaviour = Object.fromEntries(
    Object.entries(acts).map(([simproc, at]) => [
      simproc,
      (node: NodeView) => {
        if (node.name === 'a') at[node.epoch]?.(node);
      },
    ]),
  );
  return new Trial(office, behaviour, options);
}

/** The activations of node a after epoch 0. */
function laterOf(trial: Trial): string[] {
  expect(trial.kernel.advance(Infinity)).toBe('finished');
  expect(trial.kernel.eventsSent).toBe(trial.kernel.eventsDelivered);
  return trial.trace.filter((line) => !line.includes('@0 '));
}

describe.each<TrialOptions>([{}, { digest: 'off' }, { payloads: 'strict' }])('a timer, with %o,', (options) => {
  it('is an event from the node to any of its own simprocs, and needs no link', () => {
    const set: Act = (node) => {
      node.timer('finish', 2, { job: 1 });
      node.timer('early', 2, 'up');
      node.timer('serve', 2, 'same');
    };
    expect(laterOf(trialOf({ serve: { 0: set } }, options))).toEqual([
      'a/early@2 [a/serve#1="up"]',
      'a/serve@2 [a/serve#2="same"]',
      'a/finish@2 [a/serve#0={"job":1}]',
    ]);
  });

  it('is ordered in its batch by the simproc that set it, and the counter', () => {
    const acts = {
      early: { 0: (node: NodeView) => node.timer('finish', 2, 'early') },
      serve: {
        0: (node: NodeView) => (node.timer('finish', 2, 1), node.timer('finish', 1, 0), node.timer('finish', 2)),
      },
    };
    const later = laterOf(trialOf(acts as never, options));
    expect(later).toEqual(['a/finish@1 [a/serve#1=0]', 'a/finish@2 [a/early#0="early", a/serve#0=1, a/serve#2=null]']);
  });

  it('leaves nothing once canceled: no activation, no event, only a gap in the counters', () => {
    const canceled = trialOf({ serve: { 0: (node) => expect(node.timer('finish', 2).cancel()).toBe(true) } }, options);
    expect(laterOf(canceled)).toEqual([]);
    expect(canceled.kernel.digest).toBe(digestOf(trialOf({}, options)));

    const acts: Act = (node) => (node.timer('finish', 2).cancel(), node.timer('finish', 3));
    expect(laterOf(trialOf({ serve: { 0: acts } }, options))).toEqual(['a/finish@3 [a/serve#1=null]']);
  });

  it('can be canceled once, until it is delivered', () => {
    const answers: unknown[] = [];
    let timer: Timer | undefined;
    const note = (): void => void answers.push(timer?.isPending, timer?.remaining, timer?.cancel(), timer?.remaining);
    const set: Act = (node) => {
      timer = node.timer('finish', 4);
      node.wakeup(1);
      node.wakeup(3);
    };
    laterOf(trialOf({ serve: { 0: set, 1: note, 3: note } }, options));
    expect(answers.splice(0)).toEqual([true, 3, true, 3, false, 3, false, 3]);
    laterOf(trialOf({ serve: { 0: set }, finish: { 4: note } }, options));
    expect(answers.splice(0)).toEqual([false, 0, false, 0]);
    expect(timer).toMatchObject({ epoch: 4, isPending: false });
  });

  it('can be canceled by a higher simproc at its own epoch, together with the activation that it would cause', () => {
    let timer: Timer | undefined;
    const set: Act = (node) => {
      timer = node.timer('finish', 4);
      node.timer('serve', 4);
    };
    const cancel: Act = () => expect([timer?.remaining, timer?.cancel(), timer?.remaining]).toEqual([0, true, 0]);
    const alone = trialOf({ early: { 0: set }, serve: { 4: cancel } }, options);
    expect(laterOf(alone)).toEqual(['a/serve@4 [a/early#1=null]']);
    const woken = { early: { 0: set }, serve: { 4: cancel }, finish: { 0: (node: NodeView) => node.wakeup(4) } };
    expect(laterOf(trialOf(woken, options))).toEqual(['a/serve@4 [a/early#1=null]', 'a/finish@4 []']);
    const more: Act = (node) => (node.timer('finish', 4, 1), set(node), node.timer('finish', 4, 2));
    expect(laterOf(trialOf({ early: { 0: more }, serve: { 4: cancel } }, options))).toEqual([
      'a/serve@4 [a/early#2=null]',
      'a/finish@4 [a/early#0=1, a/early#3=2]',
    ]);
  });

  it.each([
    ['first', [0]],
    ['middle', [1]],
    ['last', [2]],
    ['first two', [0, 1]],
    ['last two', [2, 1]],
    ['outer', [2, 0]],
    ['all', [1, 2, 0]],
  ])('that waits for its simproc among others is removed alone: the %s', (_, indices) => {
    let timers: Timer[] = [];
    const acts = {
      early: { 0: (node: NodeView) => void (timers = [0, 1, 2].map((at) => node.timer('finish', 4, at))) },
      serve: {
        0: (node: NodeView) => node.wakeup(4),
        4: () => expect(indices.map((index) => timers[index].cancel())).toEqual(indices.map(() => true)),
      },
    };
    const left = [0, 1, 2].filter((index) => !indices.includes(index));
    const batch = left.map((index) => `a/early#${index}=${index}`).join(', ');
    const expected = ['a/serve@4 []', ...(left.length > 0 ? [`a/finish@4 [${batch}]`] : [])];
    expect(laterOf(trialOf(acts, options))).toEqual(expected);
  });

  it('held by a hard wakeup is delivered with it, keeps its own epoch, and can be canceled until then', () => {
    let timers: Timer[] = [];
    const acts = {
      early: {
        0: (node: NodeView) => (node.wakeup(5), void (timers = [2, 3, 4].map((epoch) => node.timer('finish', epoch)))),
        5: () => expect([timers[1].isPending, timers[1].remaining, timers[1].cancel()]).toEqual([true, 0, true]),
      },
      finish: { 0: (node: NodeView) => node.hard(6) },
    };
    expect(laterOf(trialOf(acts, options))).toEqual([
      'a/early@5 []',
      'a/finish@6 [a/early#0@2=null, a/early#2@4=null]',
    ]);
  });

  it('does not keep the run going once it is canceled', () => {
    let timer: Timer | undefined;
    const set: Act = (node) => ((timer = node.timer('finish', 9)), node.wakeup(1));
    const trial = trialOf({ early: { 0: set, 1: () => timer?.cancel() } }, options);
    expect(trial.kernel.advance(2)).toBe('finished');
    expect(trial.kernel.isFinished).toBe(true);
  });

  it('does not keep the run going either if it is canceled after the rest of its epoch has arrived', () => {
    let timer: Timer | undefined;
    const acts = {
      early: { 0: (node: NodeView) => ((timer = node.timer('finish', 1)), node.wakeup(1)), 1: () => timer?.cancel() },
    };
    const trial = trialOf(acts, options);
    trial.kernel.advance(Infinity, trial.kernel.topology.placeCount + 1);
    expect(trial.kernel.isFinished).toBe(true);
    expect(trial.of('a/finish')).toEqual(['0 []']);
  });
});

describe('thousands of timers', () => {
  it('are unaffected when the memory of others is released', () => {
    const timers: Timer[] = [];
    const received: unknown[] = [];
    const left = (at: number): boolean => at % 100 === 99;
    const trial = new Trial(
      { ...office, nodes: ['a'] },
      {
        serve: (node) => {
          if (node.epoch > 0) return;
          for (let at = 0; at < 10_000; at++) timers.push(node.timer('finish', 1 + (at % 7), at));
          for (const [at, timer] of timers.entries()) if (!left(at)) expect(timer.cancel()).toBe(true);
          for (const [at, timer] of timers.entries()) if (at > 9000 && left(at)) expect(timer.cancel()).toBe(true);
        },
        finish: (_, batch) => received.push(...Array.from(batch, ({ payload }) => payload)),
      },
    );
    expect(trial.kernel.advance(Infinity)).toBe('finished');
    const expected = Array.from({ length: 9000 }, (_, at) => at).filter(left);
    expect(received).toEqual(expected.sort((a, b) => (a % 7) - (b % 7) || a - b));
    expect(timers.filter(({ isPending }) => isPending)).toEqual([]);
  });
});

describe('timerAfter', () => {
  it('is due after the rounded delay, or at the next double', () => {
    for (const start of [0, 1, 1.76e9, 1e17]) {
      for (const delay of [0, -0, 1e-9, 0.1, 3]) {
        const epochs: number[] = [];
        const act: Act = (node) => void epochs.push(node.timerAfter('finish', delay).epoch);
        const trial = trialOf({ serve: start === 0 ? { 0: act } : { 0: (node) => node.wakeup(start), [start]: act } });
        laterOf(trial);
        const expected = Math.max(start + delay, nextDouble(start));
        expect(epochs).toEqual([expected]);
        expect(trial.of('a/finish').at(-1)).toMatch(`${expected} [`);
      }
    }
  });
});

describe('a timer is refused', () => {
  const refused = (call: Act, options: TrialOptions = {}) => {
    let error: unknown;
    const quiet = trialOf({ serve: { 0: (node) => node.wakeup(5) } }, options);
    const trial = trialOf(
      { serve: { 0: (node) => node.wakeup(5), 5: (node) => (error = thrownBy(() => call(node))) } },
      options,
    );
    expect(laterOf(trial)).toEqual(laterOf(quiet));
    return error;
  };

  it.each<[string, string, Act, RegExp]>([
    [
      'now',
      'TIMER_TOO_EARLY',
      (n) => n.timer('finish', 5),
      /a\/finish at epoch 5; it must be later than now\. To set it after a delay/,
    ],
    ['in the past', 'TIMER_TOO_EARLY', (n) => n.timer('early', 4), /a\/early at epoch 4; it must be later than now$/],
    ['for NaN', 'EPOCH_INVALID', (n) => n.timer('finish', NaN), /timer with epoch NaN/],
    ['for Infinity', 'EPOCH_INVALID', (n) => n.timer('finish', Infinity), /timer with epoch Infinity/],
    ['after less than nothing', 'DELAY_INVALID', (n) => n.timerAfter('finish', -1), /called timer with delay -1/],
    ['after for ever', 'DELAY_INVALID', (n) => n.timerAfter('finish', Infinity), /called timer with delay Infinity/],
    ['for no simproc', 'TIMER_UNHANDLED', (n) => n.timer('lunch', 6), /simproc '-1'/],
  ])('%s', (_, code, call, words) => {
    const error = refused(call);
    expect(error).toMatchObject({ code, place: { node: 'a', simproc: 'serve', epoch: 5 } });
    expect(error).toHaveProperty('message', expect.stringMatching(words));
  });

  it('past the greatest epoch', () => {
    let error: unknown;
    const act: Act = (node) => (error = thrownBy(() => node.timerAfter('finish', 1e308)));
    laterOf(trialOf({ serve: { 0: (node) => node.wakeup(1e308), 1e308: act } }));
    expect(error).toMatchObject({ code: 'EPOCH_INVALID' });
  });

  it('with a payload that cannot be transmitted, if payloads are checked', () => {
    const error = refused((node) => node.timer('finish', 6, { at: [() => 1] }), { payloads: 'strict' });
    expect(error).toMatchObject({ code: 'PAYLOAD_INVALID', place: { target: 'a/finish' } });
  });

  it('for a simproc that the node does not handle', () => {
    const codes: string[] = [];
    const spec = topologySpec(office, [nodeType('node', [0, 1])]);
    const program = {
      handlers: [
        () => codes.push(...[2, 3, 0.5].map((at) => thrownBy(() => kernel.timer(at, 1, 0)).code)) && undefined,
        () => {},
      ],
    };
    const kernel: Kernel = new Kernel(
      buildTopology(spec),
      office.nodes.map((node) => ({ node, program, state: {} })),
    );
    kernel.advance(Infinity);
    expect(codes).toEqual(Array.from({ length: 6 }, () => 'TIMER_UNHANDLED'));
  });

  it('for another simproc of the node if the type declares its timers without it', () => {
    const answers: unknown[] = [];
    const spec = topologySpec(office, [nodeType('node', [0, 1, 2], { timers: [[1, 2]] })]);
    const attempt = (): void => {
      if (kernel.epoch > 0) return;
      for (const simproc of [0, 1, 2]) {
        const from = kernel.topology.simprocOf(kernel.port);
        const isRefused = from !== simproc && !(from === 1 && simproc === 2);
        if (isRefused) answers.push([from, simproc, thrownBy(() => kernel.timer(simproc, 1, 0)).code]);
        else kernel.timer(simproc, 1, 0);
      }
    };
    const program = { handlers: [attempt, attempt, attempt] };
    const kernel: Kernel = new Kernel(
      buildTopology({ ...spec, nodes: spec.nodes.slice(0, 1), graph: graphOf(['a']) }),
      [{ node: 'a', program, state: {} }],
    );
    kernel.advance(Infinity);
    expect(answers).toEqual([
      [0, 1, 'TIMER_UNDECLARED'],
      [0, 2, 'TIMER_UNDECLARED'],
      [1, 0, 'TIMER_UNDECLARED'],
      [2, 0, 'TIMER_UNDECLARED'],
      [2, 1, 'TIMER_UNDECLARED'],
    ]);
    expect(kernel.eventsDelivered).toBe(4);
  });

  it('when a node other than the one that set it cancels it', () => {
    let timer: Timer | undefined;
    let error: unknown;
    const trial = new Trial(office, {
      serve: (node) => {
        if (node.epoch > 0) return;
        if (node.name === 'a') timer = node.timer('finish', 2);
        else error = thrownBy(() => timer?.cancel());
      },
    });
    expect(thrownBy(() => (trial.kernel.advance(1), timer?.cancel())).code).toBe('CALL_OUTSIDE_HANDLER');
    expect(error).toMatchObject({ code: 'CALL_OUTSIDE_HANDLER', place: { node: 'b' } });
    expect(error).toHaveProperty('message', expect.stringMatching(/cancel a timer of a\/serve/));
    expect(laterOf(trial)).toEqual(['a/finish@2 [a/serve#0=null]']);
  });
});

describe('observers', () => {
  it('see each timer that is set, and each that is canceled', () => {
    let timer: Timer | undefined;
    const set: Act = (node) => ((timer = node.timer('finish', 4, { job: 1 })), node.wakeup(1));
    const cancel: Act = (node) => (timer?.cancel(), timer?.cancel(), node.timerAfter('early', 1));
    const trial = trialOf({ serve: { 0: set, 1: cancel } });
    const records: unknown[] = [];
    trial.kernel.observe.timers.subscribe((record) => records.push(record));
    laterOf(trial);
    expect(records).toEqual([
      { node: 'a', simproc: 'serve', epoch: 0, timer: 'finish', until: 4, payload: { job: 1 } },
      { node: 'a', simproc: 'serve', epoch: 1, timer: 'finish', until: 4, canceled: true },
      { node: 'a', simproc: 'serve', epoch: 1, timer: 'early', until: 2, payload: null },
    ]);
  });
});

function digestOf(trial: Trial): string {
  trial.kernel.advance(Infinity);
  return trial.kernel.digest;
}
