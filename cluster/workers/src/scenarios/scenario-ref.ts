import type { StoredScenario } from '@disco-engine/sdk';

/** Names a scenario by its content, so that it is sent only to those who lack it. */
export interface ScenarioRef {
  readonly name: string;
  /** SHA-256 of its packed form, in hexadecimal digits. */
  readonly sha256: string;
  /** Size of that form. */
  readonly bytes: number;
  /** Where the launcher has loaded it from. */
  readonly stored?: StoredScenario | undefined;
}

/** A scenario in the form in which it is sent and kept: the bytes of `packScenario`. */
export interface PackedScenario {
  readonly name: string;
  readonly packed: Uint8Array;
}
