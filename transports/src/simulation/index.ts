/** Hosts and wires on a simulated clock, and what goes wrong with them, from one seed: for tests of whatever takes a `Clock`. */
export { SimulatedConnection, type Outlet } from './simulated-connection.js';
export { SimulatedHost } from './simulated-host.js';
export { SimulatedNetwork, type Listening } from './simulated-network.js';
export { SimulatedTime, type Appointment } from './simulated-time.js';
export type { SeedKind, SimulateSeed, Verdict } from './seed-kind.js';
export { simulateSeeds } from './simulate-seeds.js';
export { Story } from './story.js';
export { Way } from './way.js';
