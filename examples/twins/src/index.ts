export { firstDifference, runTwin, type TwinCase } from './run-twin.js';
export { twins } from './models/models.js';
export { Tape, type TraceRow } from './tape.js';
