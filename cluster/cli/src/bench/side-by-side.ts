import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { entryAt } from '@disco-engine/kernel';
import { Cluster } from '@disco-engine/cluster';
import { carryOut, MODULE, type ExperimentName, type Outcome, type Stages } from './carry-out.js';
import type { Effort, ExperimentPart, Figure } from './experiment-part.js';

interface Round {
  readonly turn: Outcome;
  readonly side: Outcome;
  /** See `Effort.pairOfReferences`. */
  readonly references: number;
  readonly startMilliseconds: number;
}

/** Time of replications on two threads, divided by their time on one thread, measured one directly after the other. */
export const sideBySide: ExperimentPart = { name: 'side-by-side', measure: measureSideBySide };

async function measureSideBySide(effort: Effort): Promise<readonly Figure[]> {
  const name = effort.quick ? 'shortRuns' : 'longRuns';
  const rounds: Round[] = [];
  for (let number = 0; number < effort.rounds; number++) rounds.push(await oneRound(name, effort, number));
  const figure = (text: string, value: (round: Round) => number, most?: number): Figure => {
    return { name: text, values: rounds.map(value), most };
  };
  const mean = (outcome: Outcome, stage: keyof Stages): number => {
    return outcome.replications.reduce((sum, stages) => sum + stages[stage], 0) / outcome.replications.length;
  };
  const count = entryAt(rounds, 0).turn.replications.length;
  return [
    figure(
      `time of ${count} replications on 2 cores by in turn`,
      ({ turn, side }) => side.seconds / turn.seconds,
      0.55,
    ),
    figure('time of two reference loops on 2 cores by in turn', ({ references }) => references),
    figure('s in turn', ({ turn }) => turn.seconds),
    figure('s on 2 cores', ({ side }) => side.seconds),
    figure('ms to start a worker on a thread', ({ startMilliseconds }) => startMilliseconds),
    figure('ms of a replication before it is active, in turn', ({ turn }) => mean(turn, 'begin')),
    figure('ms of a replication before it is active, on 2 cores', ({ side }) => mean(side, 'begin')),
    figure('ms that it is active, in turn', ({ turn }) => mean(turn, 'active')),
    figure('ms that it is active, on 2 cores', ({ side }) => mean(side, 'active')),
    figure('ms for its summaries and its file, in turn', ({ turn }) => mean(turn, 'end')),
    figure('ms for its summaries and its file, on 2 cores', ({ side }) => mean(side, 'end')),
  ];
}

/** Every second round reverses the order, so that a machine that slows down favours neither. */
async function oneRound(name: ExperimentName, { folder, pairOfReferences }: Effort, number: number): Promise<Round> {
  const before = await pairOfReferences();
  const outcomes: Outcome[] = [];
  for (const side of number % 2 === 0 ? [1, 2] : [2, 1]) {
    const results = join(folder, `side-${side}`);
    outcomes[side] = await carryOut(name, results, side);
    await rm(results, { recursive: true });
  }
  const [turn, side] = [entryAt(outcomes, 1), entryAt(outcomes, 2)];
  if (turn.digests.join() !== side.digests.join()) throw new Error('replications side by side gave other digests');
  const startMilliseconds = await timeToStart(name);
  return { turn, side, references: (before + (await pairOfReferences())) / 2, startMilliseconds };
}

async function timeToStart(name: ExperimentName): Promise<number> {
  const start = performance.now();
  const cluster = await Cluster.launch({ workers: 1, model: { module: MODULE, export: name } });
  const milliseconds = performance.now() - start;
  await cluster.close();
  return milliseconds;
}
