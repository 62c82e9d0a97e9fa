import { ENGINE_VERSION } from '@disco-engine/kernel';
import { mathAnswers } from '@disco-engine/sdk/extensions';
import { sha256 } from './farm-model.js';

/** A model that a host can run, alone or with other hosts. */
export interface RunModel {
  /** The same on all hosts: the name of its file and of its class, as in `model.js#Shop`. */
  readonly name: string;
  /** Identifies its code, as `codeOf` of `@disco-engine/cluster` does. Only hosts with equal code work together. */
  readonly code: Readonly<Record<string, string>>;
  /** Identifies this process. Its members in a run share one worker, with a thread for each. */
  readonly process: string;
  /** The machine, for errors. */
  readonly host: string;
  /**
   * Starts the worker of this process.
   *
   * @param threads number of its members in the run
   * @param token of the attempt, by which its workers recognise one another
   * @param signal ends waiting for an earlier part of this process
   */
  readonly listen: (threads: number, token: string, signal: AbortSignal) => Promise<RunPart>;
  /**
   * Runs the model on the workers of all processes; called on one of them.
   *
   * @throws DiscoError `WORKER_UNREACHABLE` if they cannot be joined, for whatever reason
   */
  readonly run: (parts: readonly RunPlace[], request: PartsRun) => Promise<RunReport>;
}

/** The worker of one process in a run. */
export interface RunPart {
  /** As the others reach it. */
  readonly address: string;
  /** Resolves with the reason if it cannot go on. */
  readonly broken: Promise<string>;
  close(): Promise<void>;
}

/** Where a worker of a run is. */
export interface RunPlace {
  readonly address: string;
  readonly host: string;
}

/** What is to be run. */
export interface PartsRun {
  readonly token: string;
  /** As it was submitted. */
  readonly scenario: Uint8Array;
  readonly until: number;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Epoch from which on records count in the summaries. */
  readonly warmup: number | undefined;
  readonly signal: AbortSignal;
  /** Called when it has started. */
  readonly onRun: (run: PausableRun) => void;
}

/** A run under way. */
export interface PausableRun {
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
}

/** What a run has given. */
export interface RunReport {
  readonly digest: string;
  /** The figures, as plain data. */
  readonly result: Readonly<Record<string, unknown>>;
}

/**
 * What a host must have to take part in a run.
 *
 * @param isPortable whether the model calls none of the functions of `Math` that differ; otherwise they must be those of this machine
 */
export function runCode({ code, name }: Pick<RunModel, 'code' | 'name'>, isPortable: boolean): string {
  return sha256(JSON.stringify(['run', ENGINE_VERSION, name, code, isPortable ? null : mathAnswers()]));
}
