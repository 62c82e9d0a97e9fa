import { DiscoError } from '@disco-engine/kernel';
import type { PackedScenario, ScenarioRef } from './scenario-ref.js';
import type { ScenarioShelf } from './scenario-shelf.js';
import { sha256 } from './sha256.js';

/** The scenario of the next run, between a launcher that offers it and a worker that may have it already. */
export class OfferedScenario {
  #ref: ScenarioRef | undefined;
  #packed: Uint8Array | undefined;

  /** @param mostBytes of a scenario */
  constructor(
    private readonly shelf: ScenarioShelf,
    private readonly mostBytes: number,
  ) {}

  /**
   * The launcher says which scenario it will run.
   *
   * @returns whether the worker has it
   * @throws DiscoError `COMMAND_TOO_LARGE`
   */
  async offer(ref: ScenarioRef): Promise<boolean> {
    this.forget();
    if (ref.bytes > this.mostBytes)
      throw new DiscoError(
        'COMMAND_TOO_LARGE',
        `the scenario '${ref.name}' has ${ref.bytes} bytes, but the worker accepts at most ${this.mostBytes}; start it with a larger ` +
          "'--max-message'",
      );
    this.#ref = ref;
    const found = await this.shelf.find(ref);
    // Meanwhile, the launcher may have gone, or have offered another one.
    if (this.#ref === ref) this.#packed = found;
    return found !== undefined;
  }

  /**
   * The launcher sends the scenario that it has offered.
   *
   * @throws DiscoError `COMMAND_INVALID` if it is another one
   */
  async supply(packed: Uint8Array): Promise<void> {
    const ref = this.#ref;
    if (ref === undefined || this.#packed !== undefined) throw invalid('it was not asked for');
    if (packed.length !== ref.bytes || sha256(packed) !== ref.sha256)
      throw invalid(`it is not the one that was offered, of ${ref.bytes} bytes with the hash ${ref.sha256}`);
    const kept = await this.shelf.keep(ref, packed);
    if (this.#ref === ref) this.#packed = kept;
  }

  /**
   * The scenario that a run is started with.
   *
   * @throws DiscoError `COMMAND_INVALID` if the worker does not have it
   */
  take({ name, sha256: hash }: ScenarioRef): PackedScenario {
    const [ref, packed] = [this.#ref, this.#packed];
    if (ref?.sha256 !== hash || packed === undefined)
      throw invalid(`the run of '${name}' needs the one with the hash ${hash}, which was neither offered nor sent`);
    this.forget();
    return { name, packed };
  }

  forget(): void {
    this.#ref = this.#packed = undefined;
  }
}

function invalid(why: string): DiscoError {
  return new DiscoError('COMMAND_INVALID', `the launcher's scenario cannot be used: ${why}`);
}
