import { DiscoError, shownText } from '@disco-engine/kernel';
import { TOTAL_NODE } from '@disco-engine/sdk/extensions';
import type { NodeSelection } from '../definition/response.js';
import { channelHint } from './channel-hint.js';
import { Pool, type PooledChannel } from './pool.js';

/** Looks up the channels of one replication. */
export class ChannelIndex {
  readonly #byName = new Map<string, PooledChannel>();

  constructor(private readonly channels: readonly PooledChannel[]) {
    for (const channel of channels) this.#byName.set(`${channel.node}/${channel.name}`, channel);
  }

  has(channel: string): boolean {
    return this.#byName.has(channel);
  }

  /** @param name `NODE/NAME` @throws DiscoError `CHANNEL_UNKNOWN` */
  one(name: string): Pool {
    const channel = this.#byName.get(name);
    if (channel === undefined)
      throw unknownChannel(`there is no channel ${shownText(name)}`, name, this.#byName.keys());
    return new Pool([channel], name);
  }

  /** @param name without node @throws DiscoError `CHANNEL_UNKNOWN`; `RESPONSE_INVALID` if the channels are of different kinds */
  across(nodes: NodeSelection, name: string): Pool {
    const own = this.channels.filter((channel) => isSelected(channel, nodes));
    const [first, ...others] = own.filter((channel) => channel.name === name);
    const text = `${name} ${selectionText(nodes)}`;
    if (first === undefined) {
      const message = `the selection ${selectionText(nodes)} has no channel ${shownText(name)}`;
      throw unknownChannel(message, name, new Set(own.map((channel) => channel.name)));
    }
    const strange = others.find(({ kind }) => kind !== first.kind);
    if (strange !== undefined) {
      const message = `${text} is of kind ${first.kind} in ${first.node}, but ${strange.kind} in ${strange.node}; select nodes of one type`;
      throw new DiscoError('RESPONSE_INVALID', message);
    }
    return new Pool([first, ...others], text);
  }
}

/** Names a selection of nodes; equal selections have equal names. */
export function selectionText({ type, labels = {} }: NodeSelection): string {
  const labelled = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [...(type === undefined ? [] : [type]), ...labelled.map(([key, value]) => `${key}=${value}`)];
  return parts.length === 0 ? 'of all nodes' : `of all nodes (${parts.join(', ')})`;
}

function isSelected({ node, labels }: PooledChannel, { type, labels: wanted = {} }: NodeSelection): boolean {
  // Including a total over nodes would count its nodes twice.
  if (node === TOTAL_NODE) return false;
  if (type !== undefined && node.slice(0, node.indexOf('/')) !== type) return false;
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function unknownChannel(message: string, name: string, known: Iterable<string>): DiscoError {
  return new DiscoError('CHANNEL_UNKNOWN', `${message}; ${channelHint(name, known)}`);
}
