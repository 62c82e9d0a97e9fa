import type { LogResult, ClusterResult } from '@disco-engine/cluster';

/** One line of JSON. */
export function resultJson(result: ClusterResult): string {
  return `${JSON.stringify(result)}\n`;
}

/** The figures of a run, and a line for each worker. */
export function resultText({ digest, activations, events, epoch, perWorker, log }: ClusterResult): string {
  const lines = [
    `digest       ${digest}`,
    `activations  ${activations}`,
    `events       ${events}`,
    `last epoch   ${epoch}`,
    ...(log === undefined ? [] : [`log          ${logText(log)}`]),
    ...perWorker.map(({ worker, host, nodes, activations: made, exchange }) => {
      const blocked = (exchange?.peers ?? []).reduce((sum, peer) => sum + peer.blockedMilliseconds, 0);
      return `worker ${worker} (${host}): ${nodes} nodes, ${made} activations, waited ${Math.round(blocked)} ms`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function logText({ file, channels }: LogResult): string {
  return file === undefined ? 'none: no node has registered a channel' : `${file}, ${channels.length} channels`;
}
