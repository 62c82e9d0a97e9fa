import type { LogResult, RecoveredResult, WorkerResult } from '@disco-engine/cluster';
import type { ChannelSummary } from '@disco-engine/sdk';
import { alignedLines, numberText, type AlignedColumn } from '../terminal/aligned.js';
import { counted } from '../terminal/counted.js';
import { styled, type Line } from '../terminal/styled.js';

const WORKER_COLUMNS: readonly AlignedColumn<WorkerResult>[] = [
  { title: 'worker', align: 'right', cell: ({ worker }) => String(worker) },
  { title: 'host', align: 'left', cell: ({ host }) => host },
  { title: 'nodes', align: 'right', cell: ({ nodes }) => String(nodes) },
  { title: 'activations', align: 'right', cell: ({ activations }) => String(activations) },
  { title: 'waited (ms)', align: 'right', cell: ({ exchange }) => String(Math.round(blockedMilliseconds(exchange))) },
];

/** If pairs of workers differ in how they exchange events, what each worker uses for whom. */
const MIXED_COLUMNS: readonly AlignedColumn<WorkerResult>[] = [
  ...WORKER_COLUMNS,
  { title: 'events go by', align: 'left', cell: ({ transports }) => transportsText(transports) },
];

/** Most channels that are printed; a large model has as many as nodes. */
const MOST_CHANNELS = 20;

/** The result as one line of JSON. @param seconds duration of the run */
export function resultJson(result: RecoveredResult, seconds: number): string {
  return `${JSON.stringify({ ...result, seconds })}\n`;
}

/**
 * The figures of a run, a line for each worker, and what its nodes have logged.
 *
 * @param seconds that the run took
 * @param width of a terminal
 * @param isOnFarm whether it took place there, where --log is refused
 */
export function resultLines(result: RecoveredResult, seconds: number, width?: number, isOnFarm = false): Line[] {
  const { digest, activations, events, epoch, perWorker, log, attempts } = result;
  const figures: readonly (readonly [name: string, figure: string])[] = [
    ['digest', digest],
    ['activations', String(activations)],
    ['events', String(events)],
    ['last epoch', String(epoch)],
    ['time', `${numberText(Number(seconds.toFixed(3)))} s`],
    ...(attempts > 1 ? [['attempts', String(attempts)] as const] : []),
    ...(log === undefined ? [] : [['log', logText(log, isOnFarm)] as const]),
  ];
  return [
    ...figures.map(([name, figure]) => [styled('heading', name), `${' '.repeat(13 - name.length)}${figure}`]),
    '',
    ...alignedLines(hasMixedTransports(perWorker) ? MIXED_COLUMNS : WORKER_COLUMNS, perWorker, width),
    ...channelLines(log?.channels ?? [], width),
  ];
}

function hasMixedTransports(perWorker: readonly WorkerResult[]): boolean {
  return new Set(perWorker.flatMap(({ transports }) => transports.map(({ transport }) => transport))).size > 1;
}

/** For example: `shared-memory to 1; grpc to 2, 3`. */
function transportsText(transports: WorkerResult['transports']): string {
  const workersBy = new Map<string, number[]>();
  for (const { worker, transport } of transports) {
    const workers = workersBy.get(transport) ?? [];
    workersBy.set(transport, workers);
    workers.push(worker);
  }
  return Array.from(workersBy, ([transport, workers]) => `${transport} to ${workers.join(', ')}`).join('; ');
}

function blockedMilliseconds(exchange: WorkerResult['exchange']): number {
  return (exchange?.peers ?? []).reduce((sum, peer) => sum + peer.blockedMilliseconds, 0);
}

function logText({ file, failure, channels }: LogResult, isOnFarm: boolean): string {
  if (failure !== undefined) return `none: ${failure}`;
  if (channels.length === 0) return 'none: no node has a channel';
  const count = counted(channels.length, 'channel');
  if (file !== undefined) return `${file}, ${count}`;
  return `${count}, summaries only${isOnFarm ? '' : '; --log FILE keeps all records'}`;
}

const COLUMNS: readonly AlignedColumn<ChannelSummary>[] = [
  {
    title: 'channel',
    align: 'left',
    cell: ({ node, name, unit }) => `${node}/${name}${unit === '' ? '' : ` (${unit})`}`,
  },
  { title: 'count', align: 'right', cell: ({ count }) => String(count) },
  { title: 'mean', align: 'point', cell: ({ mean }) => numberText(mean) },
  { title: 'deviation', align: 'point', cell: ({ deviation }) => numberText(deviation) },
  { title: 'minimum', align: 'point', cell: ({ kind, minimum }) => (kind === 'state' ? '-' : numberText(minimum)) },
  { title: 'maximum', align: 'point', cell: ({ kind, maximum }) => (kind === 'state' ? '-' : numberText(maximum)) },
  { title: 'shares', align: 'left', cell: ({ shares = {} }) => sharesText(shares) },
];

function channelLines(channels: readonly ChannelSummary[], width: number | undefined): Line[] {
  if (channels.length === 0) return [];
  const hasStates = channels.some(({ kind }) => kind === 'state');
  const columns = COLUMNS.filter(({ title }) => hasStates || title !== 'shares');
  const filled = channels.filter(({ count }) => count > 0);
  if (filled.length === 0) return ['', `none of the ${counted(channels.length, 'channel')} has a record`];
  const left = channels.length - Math.min(filled.length, MOST_CHANNELS);
  const empty = channels.length - filled.length;
  const why = empty > 0 ? `, ${empty} of them without a record` : '';
  const more = left > 0 ? [`and ${left} more${why}; --json prints all`] : [];
  return ['', ...alignedLines(columns, filled.slice(0, MOST_CHANNELS), width), ...more];
}

function sharesText(shares: Readonly<Record<string, number>>): string {
  return Object.entries(shares)
    .map(([state, share]) => `${state} ${(100 * share).toFixed(1)} %`)
    .join(', ');
}
