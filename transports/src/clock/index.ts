/** Time and chance as parameters, for everything that waits for other processes. */
export { sleep, type Clock, type Timer } from './clock.js';
export { systemClock } from './system-clock.js';
export { systemRandomBytes, type RandomBytes } from './random-bytes.js';
