import { network, PacketNetwork, routers, WIRE } from '../models/packet-network.js';
import { jackson } from '../theory/jackson.js';
import type { Study } from './study.js';

const names = Object.keys(routers);
const all = Object.values(routers);
const { numbers, stay } = jackson({
  external: all.map(({ sent }) => sent),
  service: all.map(({ speed }) => speed),
  routing: all.map(({ to }) => names.map((name) => to[name] ?? 0)),
  transfer: WIRE,
});

export const packetNetwork: Study = {
  title: 'Packet network: four routers with feedback (Jackson)',
  model: PacketNetwork,
  options: {
    scenario: network(routers),
    duration: 4100,
    warmup: 100,
    replications: 20,
    seed: 1,
    responses: {
      ...Object.fromEntries(
        names.map((name) => [
          `packets at ${name}`,
          ({ mean }) => mean(`router/${name}/link.inUse`) + mean(`router/${name}/link.queue`),
        ]),
      ),
      'time in the network': ({ across }) => across({ type: 'router' }).mean('delay'),
    },
  },
  theory: {
    ...Object.fromEntries(names.map((name, at) => [`packets at ${name}`, numbers[at] ?? NaN])),
    'time in the network': stay,
  },
};
