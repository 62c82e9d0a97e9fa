import { DiscoError, type ActivationContext } from '@disco-engine/kernel';
import { forbiddenDate, forbiddenFunctions, type ForbiddenGlobal } from './forbidden-globals.js';
import { replace } from './replacement.js';

type Called = Pick<ForbiddenGlobal, 'name' | 'why' | 'instead'>;
type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Makes globals that would let two equal runs differ throw while code of a model runs: clocks, timers and random numbers of the
 * machine, and the functions of `Math` whose last bit differs between machines. It replaces them only during the synchronous calls that it is given, and tests and observers may use them even then.
 *
 * What it does not see: a function that a module took hold of before (`const { random } = Math`), imports of Node's own modules
 * (`node:crypto`, `node:timers`, `node:perf_hooks`), and powers by `**`, which the lint rule `disco/portable-math` refuses.
 */
export class Guard {
  /** Whether code of the model runs now. */
  #modelRuns: () => boolean = () => false;
  #restore: (() => void)[] = [];

  /** Makes a call during which the replacements stand ready, so that the calls of the model inside it cost little. */
  control<Result>(call: () => Result): Result {
    if (this.#restore.length > 0) return call();
    try {
      this.#install();
      return call();
    } finally {
      for (const restore of this.#restore.splice(0).reverse()) restore();
    }
  }

  /** Makes a call of code of the model, as `SimulationOptions.around` wants it. */
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

  /** A `Date` whose prototype is the original's, so that `instanceof` and dates made before hold. */
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
    throw new DiscoError('GLOBAL_FORBIDDEN', `${name} was called by the model; ${why}. Instead: ${instead}`);
  }
}
