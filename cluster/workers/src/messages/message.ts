import type { ErrorData } from '../errors/error-data.js';
import type { Command, Notice, SupplyCommand } from '../worker/commands.js';

/** From a launcher to a worker. */
export interface Request {
  /** Repeated in the reply. */
  readonly id: number;
  readonly command: Command;
}

/** From a launcher to a standing worker. */
export interface GuestRequest {
  readonly id: number;
  readonly command: Command | SupplyCommand;
}

/** From a worker to its launcher. */
export type Answer =
  { readonly reply: number; readonly value: unknown } | { readonly reply: number; readonly error: ErrorData } | Notice;
