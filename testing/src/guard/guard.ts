import { DiscoError, type ActivationContext } from '@disco-engine/kernel';
import { forbiddenDate, forbiddenFunctions, type ForbiddenGlobal } from './forbidden-globals.js';
import { replace } from './replacement.js';

type Called = Pick<ForbiddenGlobal, 'name' | 'why' | 'instead'>;
type AnyFunction = (...args: unknown[]) => unknown;

/**
 * While model code runs, makes globals throw that would let two equal runs differ: clocks, timers and random numbers of
 * the machine, and the functions of `Math` whose last bit differs between machines. They are replaced only during the
 * synchronous calls passed to the guard, and tests and observers may use them even then.
 *
 * It cannot detect a function that a module saved earlier (`const { random } = Math`), imports of Node's own modules
 * (`node:crypto`, `node:timers`, `node:perf_hooks`), or powers with `**`, which the lint rule `disco/portable-math`
 * refuses.
 */
export class Guard {
  /** Whether model code is running now. */
  #modelRuns: () => boolean = () => false;
  #restore: (() => void)[] = [];

  /** Makes a call with the replacements installed, so that the model calls inside it cost little. */
  control<Result>(call: () => Result): Result {
    if (this.#restore.length > 0) return call();
    try {
      this.#install();
      return call();
    } finally {
      for (const restore of this.#restore.splice(0).reverse()) restore();
    }
  }

  /** Wraps a call of model code, for `SimulationOptions.around`. */
  readonly around = <Result>(call: () => Result, activation?: ActivationContext): Result =>
    this.control(() => {
      const before = this.#modelRuns;
      // No port is active while observers run inside a handler.
      this.#modelRuns = activation === undefined ? () => true : () => activation.port !== -1;
      try {
        return call();
      } finally {
        this.#modelRuns = before;
      }
    });

  #install(): void {
    for (const forbidden of forbiddenFunctions) {
      const { owner, property } = forbidden;
      const original = Reflect.get(owner, property) as AnyFunction;
      this.#restore.push(replace(owner, property, this.#forbidCalls(original, forbidden)));
    }
    const { owner, property } = forbiddenDate;
    this.#restore.push(replace(owner, property, this.#forbidPresent(Date)));
  }

  #forbidCalls<Original extends AnyFunction>(original: Original, called: Called): Original {
    return new Proxy(original, {
      apply: (target, self, args) => {
        this.#check(called);
        return Reflect.apply(target, self, args);
      },
    });
  }

  /** A `Date` with the original's prototype, so that `instanceof` and existing dates keep working. */
  #forbidPresent(original: DateConstructor): DateConstructor {
    const now = this.#forbidCalls(original.now.bind(original), forbiddenDate.now);
    return new Proxy(original, {
      get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
      construct: (target, args, newTarget) => {
        if (args.length === 0) this.#check(forbiddenDate.constructed);
        return Reflect.construct(target, args, newTarget) as Date;
      },
      apply: (target, self, args) => {
        this.#check(forbiddenDate.called);
        return Reflect.apply(target, self, args);
      },
    });
  }

  #check({ name, why, instead }: Called): void {
    if (!this.#modelRuns()) return;
    throw new DiscoError('GLOBAL_FORBIDDEN', `the model called ${name}; ${why}. Instead: ${instead}`);
  }
}
