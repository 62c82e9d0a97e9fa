import { assembled, type PartUse } from './assemble-parts.js';
import type { AssembledModel, Declarations, ModelOptions, UsedPart } from './model-options.js';

/** What `part` takes. */
export interface PartOptions<Parameters extends object = object> extends Declarations {
  /** As of a model. A run sets a field by the name of the part and its own, as in `{ 'operators.capacity': 3 }`. */
  readonly parameters?: new () => Parameters;
}

/** A part of models; see `part`. */
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
   * The same part with other defaults of its parameters, for the list `uses`. What a model gives holds over what a part gives that uses
   * it, and a run holds over both.
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
 * Declares a part of models: simprocs in their order, node classes, parameters, whatever a model declares. Models, and other parts,
 * name it in `uses`. A part that is used twice is there once.
 *
 * The simprocs of a part come before those of the model, and after those of the parts that it uses, unless a list of simprocs names the
 * part: it then stands where it is named. A list may also name single simprocs of a part, to put others between them. The order that a
 * part gives its own simprocs is kept, or the model is refused.
 *
 * @example
 * export const repairs = part({ name: 'repairs', simprocs: [call, finish], nodes: [Crew], parameters: CrewSize });
 *
 * @Model({ name: 'plant', uses: [repairs], simprocs: [order, supply], nodes: [Machine] })
 * export class Plant {}
 */
export function part<Parameters extends object = object>(options: PartOptions<Parameters>): Part<Parameters> {
  const { simprocs, nodes, uses = [], providers = [] } = options;
  const copied = { ...options, simprocs: [...simprocs], nodes: [...nodes], uses: [...uses], providers: [...providers] };
  return new Part({ options: copied, defaults: {} });
}
