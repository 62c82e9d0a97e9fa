import { assembled, type PartUse } from './assemble-parts.js';
import type { AssembledModel, Declarations, ModelOptions, UsedPart } from './model-options.js';

/** The options of `part`. */
export interface PartOptions<Parameters extends object = object> extends Declarations {
  /** As for a model. A run sets a field by the names of the part and the field, as in `{ 'operators.capacity': 3 }`. */
  readonly parameters?: new () => Parameters;
}

/** A reusable part of models; see `part`. */
export class Part<Parameters extends object = object> implements UsedPart {
  readonly #use: PartUse;

  /** @internal Made by `part`. */
  constructor(use: PartUse) {
    this.#use = use;
    Object.freeze(this);
  }

  get name(): string {
    return this.#use.options.name;
  }

  /**
   * The same part with other parameter defaults, for the list `uses`. Defaults from a model take precedence over those from a
   * part that uses this one, and the parameters of a run over both.
   *
   * @example
   * @Model({ name: 'plant', uses: [operators.with({ capacity: 3 })], … })
   */
  with(defaults: Partial<Parameters>): Part<Parameters> {
    const { options } = this.#use;
    return new Part({ options, defaults: { ...this.#use.defaults, ...defaults } });
  }

  /** @internal */
  assemble(model: ModelOptions): AssembledModel {
    return assembled(model, (one) => (one instanceof Part ? one.#use : undefined));
  }
}

/**
 * Declares a part: simprocs in order, node classes, parameters, anything that a model can declare. Models and other parts list
 * it in `uses`. A part that is used twice is included once.
 *
 * The simprocs of a part come before those of the model and after those of the parts that it uses, unless a list of simprocs
 * names the part: then they come at that position. A list may also name single simprocs of a part, to put others between them.
 * The order of the simprocs within a part is kept; a model that contradicts it is refused.
 *
 * @example
 * export const repairs = part({ name: 'repairs', simprocs: [call, finish], nodes: [Crew], parameters: CrewSize });
 *
 * @Model({ name: 'plant', uses: [repairs], simprocs: [order, supply], nodes: [Machine] }) export class Plant {}
 */
export function part<Parameters extends object = object>(options: PartOptions<Parameters>): Part<Parameters> {
  const { simprocs, nodes, uses = [], providers = [] } = options;
  const copied = { ...options, simprocs: [...simprocs], nodes: [...nodes], uses: [...uses], providers: [...providers] };
  return new Part({ options: copied, defaults: {} });
}
