import type { LogResult, ClusterResult } from '@disco-engine/cluster';
import type { ChannelSummary } from '@disco-engine/sdk';
import { alignedLines, numberText, type AlignedColumn } from '../terminal/aligned.js';

/** Channels that are printed; a large model has as many as it has nodes. */
const MOST_CHANNELS = 20;

/** One line of JSON. @param seconds that the run took */
export function resultJson(result: ClusterResult, seconds: number): string {
  return `${JSON.stringify({ ...result, seconds })}\n`;
}

/** The figures of a run, a line for each worker, and what its nodes have logged. @param seconds that the run took */
export function resultText(result: ClusterResult, seconds: number): string {
  const { digest, activations, events, epoch, perWorker, log } = result;
  const lines = [
    `digest       ${digest}`,
    `activations  ${activations}`,
    `events       ${events}`,
    `last epoch   ${epoch}`,
    `time         ${numberText(Number(seconds.toFixed(3)))} s`,
    ...(log === undefined ? [] : [`log          ${logText(log)}`]),
    ...perWorker.map(({ worker, host, nodes, activations: made, exchange }) => {
      const blocked = (exchange?.peers ?? []).reduce((sum, peer) => sum + peer.blockedMilliseconds, 0);
      return `worker ${worker} (${host}): ${nodes} nodes, ${made} activations, waited ${Math.round(blocked)} ms`;
    }),
    ...channelLines(log?.channels ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

function logText({ file, failure, channels }: LogResult): string {
  if (failure !== undefined) return `none: ${failure}`;
  if (channels.length === 0) return 'none: no node has registered a channel';
  const count = `${channels.length} channels`;
  return file === undefined ? `${count}, summaries alone; --log FILE keeps all records` : `${file}, ${count}`;
}

const COLUMNS: readonly AlignedColumn<ChannelSummary>[] = [
  {
    title: 'channel',
    isText: true,
    cell: ({ node, name, unit }) => `${node}/${name}${unit === '' ? '' : ` (${unit})`}`,
  },
  { title: 'count', isText: false, cell: ({ count }) => String(count) },
  { title: 'mean', isText: false, cell: ({ mean }) => numberText(mean) },
  { title: 'deviation', isText: false, cell: ({ deviation }) => numberText(deviation) },
  { title: 'minimum', isText: false, cell: ({ kind, minimum }) => (kind === 'state' ? '-' : numberText(minimum)) },
  { title: 'maximum', isText: false, cell: ({ kind, maximum }) => (kind === 'state' ? '-' : numberText(maximum)) },
  { title: 'shares', isText: true, cell: ({ shares = {} }) => sharesText(shares) },
];

function channelLines(channels: readonly ChannelSummary[]): string[] {
  if (channels.length === 0) return [];
  const hasStates = channels.some(({ kind }) => kind === 'state');
  const columns = COLUMNS.filter(({ title }) => hasStates || title !== 'shares');
  const left = channels.length - MOST_CHANNELS;
  const more = left > 0 ? [`and ${left} more: --json has all`] : [];
  return ['', ...alignedLines(columns, channels.slice(0, MOST_CHANNELS)), ...more];
}

function sharesText(shares: Readonly<Record<string, number>>): string {
  return Object.entries(shares)
    .map(([state, share]) => `${state} ${(100 * share).toFixed(1)} %`)
    .join(', ');
}
