import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  type ReceivedEvent,
  type Simproc,
} from '@disco-engine/sdk';
import type { ModelRun } from '@disco-engine/testing';

export const cue = simproc('cue');
export const line = simproc('line');
/** The only layer on which edges may form a cycle. */
export const letter = simproc('letter', { minimumDelay: 1 });

/**
 * What an actor does when it is activated. The scripts on several workers are the same object, so they must not keep
 * state.
 */
export type Script = (context: NodeContext, events: readonly ReceivedEvent[]) => void;

/** Scripts by actor and simproc, as `a/cue`; an actor without a script does nothing. */
export class Play {
  constructor(readonly scripts: Readonly<Record<string, Script>>) {}
}

/** Does what the play says; for tests that need a model in a few lines. */
@Node('actor')
export class Actor {
  constructor(
    private readonly context: NodeContext,
    private readonly play: Play,
  ) {}

  @OnEvent(cue, { sends: [line, letter] })
  hear(events: EventBatch<unknown>): void {
    this.#act(cue, events);
  }

  @OnEvent(line, { sends: [letter] })
  speak(events: EventBatch<unknown>): void {
    this.#act(line, events);
  }

  @OnEvent(letter, { sends: [cue] })
  read(events: EventBatch<unknown>): void {
    this.#act(letter, events);
  }

  #act({ name }: Simproc, events: EventBatch<unknown>): void {
    this.play.scripts[`${this.context.node.replace('actor/', '')}/${name}`]?.(this.context, [...events]);
  }
}

@Model({ name: 'stage-play', simprocs: [letter, cue, line], nodes: [Actor] })
export class StagePlay {}

/**
 * Options for a run of a play among actors with these names; edges are `layer: from → to`, as in `['cue', 'a', 'b']`.
 */
export function played(
  actors: readonly string[],
  edges: readonly (readonly [layer: string, from: string, to: string])[],
  scripts: Readonly<Record<string, Script>>,
) {
  const scenario = new ScenarioBuilder('play');
  for (const actor of actors)
    scenario.vertex('actor', actor, {}, { labels: [`side=${actor < 'b' ? 'left' : 'right'}`] });
  for (const [layer, from, to] of edges) scenario.edge(layer, from, to);
  return { scenario: scenario.build(), providers: [{ token: Play, useValue: new Play(scripts) }] };
}

/** Records the activations of a run, per actor, with the epochs and senders of the events received. */
export function program(run: ModelRun): Record<string, string[]> {
  const written: Record<string, string[]> = {};
  run.observe(({ node, simproc: name, epoch, events }) => {
    const given = events.map(
      (event) => `${event.sender.replace('actor/', '')}@${event.epoch}=${String(event.payload)}`,
    );
    (written[node.replace('actor/', '')] ??= []).push([`${name}@${epoch}`, ...given].join(' '));
  });
  return written;
}
