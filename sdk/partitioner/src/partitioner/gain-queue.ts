/**
 * Nodes by gain, the greatest first: a binary heap that tracks the position of each node, so that gains can change. The order
 * of nodes of equal gain depends only on the preceding calls.
 */
export class GainQueue {
  private readonly keys: Float64Array;
  private readonly nodes: Int32Array;
  /** Per node, its position in the heap; -1 if it is not in it. */
  private readonly places: Int32Array;
  private length = 0;

  /** @param nodes number of nodes; they are numbered from 0 */
  constructor(nodes: number) {
    this.keys = new Float64Array(nodes);
    this.nodes = new Int32Array(nodes);
    this.places = new Int32Array(nodes).fill(-1);
  }

  /** Number of nodes in the queue. */
  get size(): number {
    return this.length;
  }

  /** The greatest gain; `-Infinity` if the queue is empty. */
  get gain(): number {
    return this.length > 0 ? (this.keys[0] ?? NaN) : -Infinity;
  }

  /** Adds a node, or changes its gain. */
  set(node: number, gain: number): void {
    const { keys, places } = this;
    let place = places[node] ?? NaN;
    if (place < 0) place = this.length++;
    else if (gain < (keys[place] ?? NaN)) {
      this.sink(place, node, gain);
      return;
    }
    this.rise(place, node, gain);
  }

  /** Removes and returns a node of the greatest gain; there must be one. */
  pop(): number {
    const node = this.nodes[0] ?? NaN;
    this.remove(node);
    return node;
  }

  /** Removes a node, if it is in the queue. */
  remove(node: number): void {
    const { keys, nodes, places } = this;
    const place = places[node] ?? NaN;
    if (place < 0) return;
    places[node] = -1;
    const last = --this.length;
    if (place === last) return;
    const moved = nodes[last] ?? NaN;
    const gain = keys[last] ?? NaN;
    if (place > 0 && (keys[(place - 1) >> 1] ?? NaN) < gain) this.rise(place, moved, gain);
    else this.sink(place, moved, gain);
  }

  /** Removes all nodes. */
  clear(): void {
    const { nodes, places, length } = this;
    for (let place = 0; place < length; place++) places[nodes[place] ?? NaN] = -1;
    this.length = 0;
  }

  private rise(from: number, node: number, gain: number): void {
    const { keys, nodes, places } = this;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((keys[parent] ?? NaN) >= gain) break;
      keys[place] = keys[parent] ?? NaN;
      const above = nodes[parent] ?? NaN;
      nodes[place] = above;
      places[above] = place;
      place = parent;
    }
    keys[place] = gain;
    nodes[place] = node;
    places[node] = place;
  }

  private sink(from: number, node: number, gain: number): void {
    const { keys, nodes, places, length } = this;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= length) break;
      if (child + 1 < length && (keys[child + 1] ?? NaN) > (keys[child] ?? NaN)) child++;
      if ((keys[child] ?? NaN) <= gain) break;
      keys[place] = keys[child] ?? NaN;
      const below = nodes[child] ?? NaN;
      nodes[place] = below;
      places[below] = place;
      place = child;
    }
    keys[place] = gain;
    nodes[place] = node;
    places[node] = place;
  }
}
