import { noLostSteps } from './lint/no-lost-steps.js';
import { portableMath } from './lint/portable-math.js';

/** A plugin for Oxlint and ESLint. */
export interface LintPlugin {
  readonly meta: { readonly name: string };
  /** Each rule, by name. */
  readonly rules: Readonly<Record<string, object>>;
}

/**
 * Lint rules for models, for Oxlint (`"jsPlugins": ["@disco-engine/testing/lint"]`) and ESLint.
 *
 * `disco/portable-math` refuses the functions of `Math` and the powers that JavaScript engines may round differently,
 * so that a run has the same digest on every machine. `disco/no-lost-steps` refuses the call of a generator method
 * whose steps are never run, for example because `yield*` is missing. The rules load nothing of the engine.
 */
const plugin: LintPlugin = {
  meta: { name: 'disco' },
  rules: { 'portable-math': portableMath, 'no-lost-steps': noLostSteps },
};

export default plugin;
