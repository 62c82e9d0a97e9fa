import { systemClock, systemRandomBytes } from '../../src/clock/index.js';

/** Time and chance of this machine, for tests that have no other. */
export const SYSTEM = { clock: systemClock, randomBytes: systemRandomBytes };
