import { LEAST_DELAY } from '@disco-engine/kernel';
import type { LayerCut, PlacementReport } from '@disco-engine/partitioner';

/** In one line, what a placement comes to. */
export function resultLine({ workers, imbalance, layers }: PlacementReport): string {
  const nodes = workers.reduce((sum, share) => sum + share.nodes, 0);
  const [traffic, cut] = [total(layers, 'traffic'), total(layers, 'cutTraffic')];
  return `${nodes} nodes on ${workers.length} workers: ${percentage(cut, traffic)} of the traffic is cut, imbalance ${percent(imbalance)}\n`;
}

/** What a placement does to a run, for people. */
export function explanation({ workers, imbalance, layers, parallelism, measured }: PlacementReport): string {
  const work = workers.reduce((sum, own) => sum + own.work, 0);
  const most = Math.max(...workers.map((own) => own.work));
  const source = measured
    ? 'Work and traffic are activations and events that were measured.'
    : 'Work is what vertices weigh, and every link counts as one event; --measure weighs them by a run.';
  const lines = [
    '',
    ...workers.map((own, worker) => `worker ${worker}: ${own.nodes} nodes, ${percentage(own.work, work)} of the work`),
    `imbalance: the busiest worker has ${percent(imbalance)} more than the mean`,
    '',
    ...layers.map(layerLine),
    '',
    `at best: the graph keeps ${parallelism.toFixed(1)} workers busy at an epoch at which all of it is active;`,
    `         the busiest worker allows ${most > 0 ? (work / most).toFixed(2) : '1.00'} times the speed of one`,
    source,
  ];
  return `${lines.join('\n')}\n`;
}

function layerLine({ simproc, minimumDelay, complete, links, cutLinks, traffic, cutTraffic }: LayerCut): string {
  const delay =
    minimumDelay === LEAST_DELAY ? 'least delay' : minimumDelay > 0 ? `minimum delay ${minimumDelay}` : 'no delay';
  if (complete) return `${simproc} (${delay}, complete): whatever goes to another worker is cut`;
  return `${simproc} (${delay}): ${cutLinks} of ${links} links are cut, with ${percentage(cutTraffic, traffic)} of its traffic`;
}

function total(layers: readonly LayerCut[], what: 'traffic' | 'cutTraffic'): number {
  return layers.reduce((sum, layer) => sum + layer[what], 0);
}

function percentage(part: number, whole: number): string {
  return percent(whole > 0 ? part / whole : 0);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
