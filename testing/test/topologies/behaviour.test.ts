import type { NodeContext, Timer } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { Hub, Relay, ring } from '../models/relay.js';
import { cue, letter, line, played, program, StagePlay, type Script } from '../models/stage-play.js';
import { onTopology, topologies, type RunTopology } from '../topologies.js';

const to = (actor: string): string => `actor/${actor}`;

/** What each actor receives, up to an epoch. */
async function performed(
  topology: RunTopology,
  play: ReturnType<typeof played>,
  ...horizons: number[]
): Promise<Record<string, string[]>> {
  return onTopology(topology, StagePlay, play, async (run) => {
    const written = program(run);
    for (const horizon of horizons) await run.until(horizon);
    return written;
  });
}

describe.each(topologies)('on $name', (topology) => {
  it('zero-delay events pass through several nodes within one epoch, and form one batch at each', async () => {
    const pass =
      (next: string): Script =>
      (context, events) => {
        if (events.length > 0) context.send({ node: to(next), simproc: cue, payload: context.node.slice(6) });
      };
    const play = played(
      ['a', 'b', 'c', 'd'],
      [
        ['cue', 'a', 'b'],
        ['cue', 'b', 'c'],
        ['cue', 'c', 'd'],
        ['cue', 'a', 'd'],
        ['line', 'a', 'd'],
      ],
      {
        'a/cue': (context) => {
          if (context.epoch === 0) return context.wakeup(2);
          for (const actor of ['b', 'd']) context.send({ node: to(actor), simproc: cue, payload: 'first' });
          context.send({ node: to('d'), simproc: line, payload: 'last' });
        },
        'b/cue': pass('c'),
        'c/cue': pass('d'),
      },
    );
    const { b, c, d } = await performed(topology, play, 5);
    expect(b.slice(3)).toEqual(['cue@2 a@2=first']);
    expect(c.slice(3)).toEqual(['cue@2 b@2=b']);
    expect(d.slice(3)).toEqual(['cue@2 a@2=first c@2=c', 'line@2 a@2=last']);
  });

  it('a hard wakeup holds events from other nodes, and a soft one before it lets them through', async () => {
    const daily: Script = (context) => {
      if (context.epoch > 0) context.send({ node: to('b'), simproc: cue, payload: context.epoch });
      if (context.epoch < 7) context.wakeup(context.epoch + 1);
    };
    const play = played(['a', 'b'], [['cue', 'a', 'b']], {
      'a/cue': daily,
      'b/cue': (context) => {
        if (context.epoch === 0) context.hardWakeup(4);
        if (context.epoch === 4) {
          context.hardWakeup(7);
          context.wakeup(5);
        }
      },
    });
    const { b } = await performed(topology, play, 20);
    expect(b.filter((act) => act.startsWith('cue'))).toEqual([
      'cue@0',
      'cue@4 a@1=1 a@2=2 a@3=3 a@4=4',
      'cue@5 a@5=5',
      'cue@7 a@6=6 a@7=7',
    ]);
  });

  it('timers mix with events from other nodes, even upwards, and canceled ones leave nothing', async () => {
    let kept: Timer | undefined;
    const answers: unknown[] = [];
    const play = played(['a', 'b'], [['cue', 'a', 'b']], {
      'a/cue': (context) => {
        if (context.epoch > 0) context.send({ node: to('b'), simproc: cue, payload: 'other' });
        if (context.epoch < 4) context.wakeup(context.epoch + 1);
      },
      'b/line': (context) => {
        if (context.epoch > 0) return;
        context.timer(cue, { at: 3, payload: 'own' });
        context.timer(letter, { after: 2.5, payload: 'up' });
        context.timer(letter, { at: 9, payload: 'lost' }).cancel();
        kept = context.timer(line, { at: 4, payload: 'late' });
      },
      'b/letter': (context) => {
        if (context.epoch > 0) context.timer(line, { at: 3, payload: 'then' });
      },
      'b/cue': (context) => {
        if (context.epoch === 4) answers.push(kept?.cancel(), kept?.remaining, kept?.cancel());
      },
    });
    const { b } = await performed(topology, play, 3.5, 20);
    expect(b.slice(3)).toEqual([
      'cue@1 a@1=other',
      'cue@2 a@2=other',
      'letter@2.5 b@2.5=up',
      'cue@3 a@3=other b@3=own',
      'line@3 b@3=then',
      'cue@4 a@4=other',
    ]);
    expect(answers).toEqual([true, 0, false]);
  });

  it('advance promises bind the sender, and what is sent after them arrives', async () => {
    const refused: string[] = [];
    const play = played(
      ['a', 'b', 'c'],
      [
        ['cue', 'a', 'b'],
        ['cue', 'a', 'c'],
      ],
      {
        'a/cue': (context) => {
          if (context.epoch === 0) {
            context.successors(cue).promise(0, 10);
            return context.wakeup(3);
          }
          if (context.epoch === 3) {
            try {
              context.send({ node: to('b'), simproc: cue, payload: 'early' });
            } catch (error) {
              refused.push((error as { code: string }).code);
            }
            context.send({ node: to('c'), simproc: cue, payload: 'free' });
            context.send({ node: to('b'), simproc: cue, epoch: 10, payload: 'due' });
          }
        },
        'b/cue': (context) => {
          if (context.epoch < 12) context.wakeup(context.epoch + 4);
        },
      },
    );
    const { b, c } = await performed(topology, play, 20);
    expect(refused).toEqual(['PROMISE_BROKEN']);
    expect(b.filter((act) => act.startsWith('cue'))).toEqual([
      'cue@0',
      'cue@4',
      'cue@8',
      'cue@10 a@10=due',
      'cue@12',
      'cue@14',
    ]);
    expect(c.filter((act) => act.startsWith('cue'))).toEqual(['cue@0', 'cue@3 a@3=free']);
  });

  it('events go round a cycle of positive delay', async () => {
    const pass =
      (next: string): Script =>
      (context, events) => {
        if (context.node === 'actor/a' && context.epoch === 0)
          context.send({ node: to(next), simproc: letter, payload: 0 });
        for (const { payload } of events)
          context.send({ node: to(next), simproc: letter, delay: 1.5, payload: Number(payload) + 1 });
      };
    const play = played(
      ['a', 'b', 'c'],
      [
        ['letter', 'a', 'b'],
        ['letter', 'b', 'c'],
        ['letter', 'c', 'a'],
      ],
      { 'a/letter': pass('b'), 'b/letter': pass('c'), 'c/letter': pass('a') },
    );
    const { a, b } = await performed(topology, play, 11);
    expect(a.filter((act) => act.startsWith('letter'))).toEqual(['letter@0', 'letter@4 c@4=2', 'letter@8.5 c@8.5=5']);
    expect(b.filter((act) => act.startsWith('letter'))).toEqual([
      'letter@0',
      'letter@1 a@1=0',
      'letter@5.5 a@5.5=3',
      'letter@10 a@10=6',
    ]);
  });

  it('a run in parts equals a run in one go', async () => {
    const outcome = (...horizons: number[]) =>
      onTopology(topology, Relay, { scenario: ring, seed: 7 }, async (run) => {
        for (const horizon of horizons) await run.until(horizon);
        const { digest, activationCount, eventCount, pendingEventCount } = run;
        const totals = [...run.nodes(Hub)].map(([name, { total }]) => [name, total]);
        return { digest, activationCount, eventCount, pendingEventCount, totals };
      });
    const once = await outcome(20);
    expect(await outcome(3, 3, 1, 8.5, 20)).toEqual(once);
    const oneWorker = await onTopology({ name: '', workers: 1 }, Relay, { scenario: ring, seed: 7 }, async (run) => {
      await run.until(20);
      return run.digest;
    });
    expect(once.digest).toBe(oneWorker);
  });

  it('a handler that throws ends the run on all workers, and is named', async () => {
    const cause = new Error('forgot the line');
    const fail = (context: NodeContext): void => {
      if (context.epoch === 5) throw cause;
      context.wakeup(context.epoch + 1);
    };
    const play = played(['a', 'b', 'c', 'd'], [['cue', 'a', 'b']], {
      'a/cue': (context) => context.wakeup(context.epoch + 1),
      'c/line': fail,
    });
    const failed = { code: 'HANDLER_FAILED', cause, place: { node: 'actor/c', simproc: 'line', epoch: 5 } };
    await onTopology(topology, StagePlay, play, async (run) => {
      await run.until(5);
      await expect(run.until(1000)).rejects.toMatchObject(failed);
      await expect(run.until(1000)).rejects.toMatchObject(failed);
    });
  });

  it('a node that cannot be created is named, and nothing is left behind', async () => {
    const scenario = played(['a', 'b'], [], {});
    const providers = [
      {
        token: scenario.providers[0].token,
        useFactory: () => {
          throw new Error('no play tonight');
        },
      },
    ];
    await expect(onTopology(topology, StagePlay, { ...scenario, providers }, async () => {})).rejects.toMatchObject({
      code: 'NODE_FAILED',
      place: { node: expect.stringMatching(/^actor\/[ab]$/) },
    });
  });

  it('more workers than nodes make no difference', async () => {
    const digest = (workers: number): Promise<string> =>
      onTopology({ ...topology, workers }, Relay, { scenario: ring, seed: 3 }, async (run) => {
        await run.until(10);
        return run.digest;
      });
    expect(await digest(7)).toBe(await digest(1));
  });
});
