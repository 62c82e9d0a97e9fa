import type { Problem } from '../errors.js';
import { InvalidInputError } from '../errors.js';
import type { Topology } from '../topology/topology.js';

/** Which nodes each worker of a run hosts. Identical on all workers, except for `worker`. */
export interface Partition {
  /** Number of this worker, from 0. */
  readonly worker: number;
  /** Number of workers, at least 1. */
  readonly workers: number;
  /** Per node, the worker that hosts it. */
  readonly hosts: Int32Array;
}

/** The most workers that a run may have: each message carries two counts per worker. */
export const MOST_WORKERS = 1024;

/** @throws InvalidInputError `PARTITION_INVALID` */
export function checkPartition(topology: Topology, { worker, workers, hosts }: Partition, window = 1): void {
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS))
    refuse(`there are ${workers} workers; give a whole number from 1 to ${MOST_WORKERS}`);
  else if (!(Number.isInteger(worker) && worker >= 0 && worker < workers))
    refuse(`there is no worker ${worker}: the ${workers} workers are numbered from 0`);
  if (!(window >= 1)) refuse(`the window is ${window} events; give a number of at least 1`);
  if (hosts.length !== topology.nodeCount)
    refuse(`${hosts.length} nodes are placed, but the topology has ${topology.nodeCount}`);
  const lost = hosts.findIndex((host) => !(host >= 0 && host < workers));
  if (lost >= 0) {
    const node = lost < topology.nodeCount ? `'${topology.nodeName(lost)}'` : lost;
    refuse(`node ${node} is placed on worker ${hosts[lost]}, but the ${workers} workers are numbered from 0`);
  }
  if (problems.length > 0) throw new InvalidInputError('PARTITION_INVALID', 'the placement of the nodes', problems);
}
