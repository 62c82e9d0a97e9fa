import { join } from 'node:path';
import { CHANNEL_KINDS, type ChannelFacts, type RunFacts } from './results.js';
import type { JsonObject } from './json-object.js';

/** What `run.json` says. Fields that are wrong become problems of the document. */
export function readRun(document: JsonObject, key: { case: number; replication: number }, folder: string): RunFacts {
  for (const name of ['case', 'replication'] as const)
    if (document.count(name) !== key[name]) document.refuse(name, `${key[name]}, as its folder says`);
  const error = document.objectOrNull('error');
  return {
    ...key,
    status: document.oneOf('status', ['FINISHED', 'FAILED']),
    digest: document.text('digest'),
    epoch: document.number('epoch'),
    activations: document.number('activations'),
    events: document.number('events'),
    seconds: document.number('seconds'),
    workers: document.objects('workers').map((worker) => ({
      busy: worker.number('busy'),
      blocked: worker.number('blocked'),
      idle: worker.numberOrNull('idle'),
      heldUpAt: worker.textOrNull('heldUpAt'),
    })),
    channels: document.objects('channels').map(readChannel),
    error: error && { code: error.text('code'), message: error.text('message'), place: error.record('place') },
    log: document.textOrNull('log') === null ? null : join(folder, 'log.parquet'),
    logFailure: document.textOrNull('logFailure'),
  };
}

function readChannel(channel: JsonObject): ChannelFacts {
  const labels = Object.entries(channel.record('labels')).map(([key, value]) => [key, String(value)]);
  const counts = channel.numbers('counts');
  const edges = channel.numbers('edges');
  if (counts.length > 0 && edges.length !== counts.length + 1)
    channel.refuse('edges', `${counts.length + 1} numbers, one more than counts`);
  return {
    node: channel.text('node'),
    name: channel.text('name'),
    kind: channel.oneOf('kind', CHANNEL_KINDS),
    unit: channel.textOrNull('unit') ?? '',
    labels: Object.fromEntries(labels) as Record<string, string>,
    count: channel.number('count'),
    mean: channel.numberOrNull('mean'),
    deviation: channel.numberOrNull('deviation'),
    minimum: channel.numberOrNull('minimum'),
    maximum: channel.numberOrNull('maximum'),
    shares: channel.numberRecord('shares'),
    counts,
    edges,
    means: channel.numbers('means'),
  };
}
