/** A protocol with a mistake in it: a place in the compiled code of a package, and what is there instead. */
export interface Mutant {
  /** What it does wrong. */
  readonly does: string;
  /** A seed that finds it. */
  readonly seed: number;
  /** Its module. */
  readonly file: `${'transports' | 'cluster/workers' | 'cluster/coordinator'}/src/${string}.ts`;
  readonly from: string;
  readonly to: string;
}

/** Mutants that the simulation of a run finds. */
export const MUTANTS: readonly Mutant[] = [
  {
    does: 'forgets what a broken connection has not delivered',
    seed: 25,
    file: 'transports/src/session/replay-queue.ts',
    from: 'this.#next = this.#first;\n\t\tthis.waitingBytes =',
    to: 'this.waitingBytes =',
  },
  {
    does: 'takes a message again that has arrived before',
    seed: 231,
    file: 'transports/src/session/session.ts',
    from: 'if (ahead < 0)',
    to: 'if (false)',
  },
  {
    does: 'believes a damaged packet',
    seed: 32,
    file: 'transports/src/session/checked-connection.ts',
    from: 'length >= 0 && bytes.readUInt32LE(length) === crc32c(bytes, 0, length)',
    to: 'length >= 0',
  },
  {
    does: 'does not notice that nothing arrives any more',
    seed: 25,
    file: 'transports/src/session/liveness.ts',
    from: 'this.#silence >= 3 * this.heartbeat',
    to: 'false',
  },
  {
    does: 'waits for a lost worker for ever',
    seed: 94,
    file: 'transports/src/session/liveness.ts',
    from: 'this.#away >= this.lostAfter',
    to: 'false',
  },
  {
    does: 'does not notice that its launcher has left',
    seed: 24,
    file: 'cluster/workers/src/control/message-session.ts',
    from: 'left: () => this.#close("it has ended the connection"),',
    to: '',
  },
  {
    does: 'does not dial a worker again whose connection has broken',
    seed: 25,
    file: 'cluster/workers/src/control/reach-worker.ts',
    from: 'disconnected: () => this.#dialler.dial(),',
    to: 'disconnected: () => {},',
  },
  {
    does: 'lets a launcher go on with a worker that was started again',
    seed: 139,
    file: 'cluster/workers/src/control/control-server.ts',
    from: 'guest.knows !== "" && guest.knows !== known?.own',
    to: 'false',
  },
  {
    does: 'keeps the run of a launcher that is gone',
    seed: 1,
    file: 'cluster/workers/src/standing/worker-guest.ts',
    from: 'this.#tell("terminate")',
    to: 'Promise.resolve()',
  },
  {
    does: 'goes on as if a pause had succeeded',
    seed: 27,
    file: 'cluster/workers/src/launch/cluster-run.ts',
    from: 'this.#note(error);\n\t\t\tthrow error;',
    to: 'throw error;',
  },
  {
    does: 'does not give a worker that was started again the place of the lost one',
    seed: 23,
    file: 'cluster/workers/src/launch/replace-failed.ts',
    from: 'for (const handle of made) handles[handle.worker] = handle;',
    to: '',
  },
  {
    does: 'keeps the numbers of the workers that are left',
    seed: 63,
    file: 'cluster/workers/src/launch/replace-failed.ts',
    from: 'handle.worker = worker;',
    to: ';',
  },
  {
    does: 'does not begin a run again',
    seed: 23,
    file: 'cluster/workers/src/launch/recovery.ts',
    from: 'if (loss === void 0 || signal?.aborted === true) throw error;',
    to: 'throw error;',
  },
];
