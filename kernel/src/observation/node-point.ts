import { ObservationPoint, type Entry, type ObservedNodes } from './observation-point.js';
import { Subscribable, type Observer, type Subscription } from './subscribable.js';

/** What `NodePoint` needs of the topology. */
interface Ports {
  readonly portCount: number;
  readonly simprocCount: number;
}

/** An observation point whose records belong to nodes, and of which an observer may want those of some nodes only. */
export class NodePoint<T> extends ObservationPoint<T> {
  /** Whether somebody sees the order of records of different nodes. */
  ordered = false;
  /** By port, 1 if somebody wants its records; undefined if somebody wants all. */
  private wanted: Uint8Array | undefined;

  /** @internal */
  constructor(
    changed: () => void,
    private readonly ports: Ports,
  ) {
    super(changed);
  }

  /**
   * The records of some nodes only. No others are created for their observers: to watch one node costs little, however
   * many there are. Observers of one node get its records in their order; observers of several nodes get them in the
   * order of activation.
   *
   * @param nodes their numbers in the topology
   *
   * @example
   * kernel.observe.activations.of([topology.nodeIndex('plant/Ulm')]).subscribe(console.log);
   */
  of(nodes: Iterable<number>): Subscribable<T> {
    const { portCount, simprocCount } = this.ports;
    const chosen = new Set(nodes);
    const ports = new Uint8Array(portCount);
    for (const node of chosen) ports.fill(1, node * simprocCount, (node + 1) * simprocCount);
    return new NodesPoint((observer) => this.enter(observer, { ports, count: chosen.size }));
  }

  /** @internal Whether anybody wants the records of a port. */
  watches(port: number): boolean {
    return this.observed && (this.wanted === undefined || this.wanted[port] === 1);
  }

  protected override listen(entries: readonly Entry<T>[]): void {
    this.wanted = unionOf(entries.map(({ only }) => only));
    this.ordered = entries.some(({ only }) => only === undefined || only.count > 1);
    super.listen(entries);
  }
}

/** The part of a `NodePoint` that belongs to some nodes. */
class NodesPoint<T> extends Subscribable<T> {
  constructor(private readonly enter: (observer: Observer<T> | ((value: T) => void)) => Subscription) {
    super();
  }

  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription {
    return this.enter(observer);
  }
}

function unionOf(all: readonly (ObservedNodes | undefined)[]): Uint8Array | undefined {
  const [first, ...others] = all;
  if (first === undefined) return undefined;
  const union = first.ports.slice();
  for (const other of others) {
    if (other === undefined) return undefined;
    for (const [port, isWanted] of other.ports.entries()) if (isWanted === 1) union[port] = 1;
  }
  return union;
}
