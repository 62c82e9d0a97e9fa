import { Kernel, type NodeRuntime, type Partition, type RandomStreams } from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';
import type { HostedData } from '../node/hosted-data.js';
import { Reaches } from '../node/reaches.js';
import { makeNodes } from './node-runtimes.js';
import { RunContainer } from './run-container.js';
import type { SimulationOptions } from './simulation-options.js';

/** The nodes of one worker, made by their own container, and the kernel that steps them. */
export class HostedPartition {
  readonly container: RunContainer;
  readonly kernel: Kernel;
  /** By name. */
  readonly nodes: ReadonlyMap<string, object>;

  /** @throws what `makeNodes` throws; everything made until then is disposed of */
  constructor(
    model: ModelSpecification,
    data: HostedData,
    streams: RandomStreams,
    parameters: object | undefined,
    partition: Partition,
    options: SimulationOptions,
  ) {
    const { providers = [], around, digest, payloads, window } = options;
    const { topology } = data;
    const nodes = options.tieOrder?.(topology.nodeCount) ?? Int32Array.from(topology.tables.nodes.keys());
    const order = nodes.filter((node) => partition.hosts[node] === partition.worker);
    this.container = new RunContainer(model, parameters, providers);
    try {
      let runtimes: readonly NodeRuntime[] = [];
      // Nodes need a context, which needs the kernel, and the kernel needs the nodes: so the kernel calls this function while
      // it is made.
      const nodesFor = (kernel: Kernel): readonly NodeRuntime[] => {
        const services = { kernel, reaches: new Reaches(topology), streams, graph: data.scenario.graph };
        runtimes = makeNodes(model, data, services, this.container, { order, around });
        return runtimes;
      };
      this.kernel = new Kernel(topology, nodesFor, { digest, payloads, partition, window });
      this.nodes = new Map(runtimes.map(({ node, state }) => [node, state]));
    } catch (error) {
      this.container.abandon(error);
    }
  }
}
