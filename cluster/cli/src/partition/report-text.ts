import { LEAST_DELAY } from '@disco-engine/kernel';
import type { LayerCut, PlacementReport } from '@disco-engine/partitioner';
import { alignedLines, type AlignedColumn } from '../terminal/aligned.js';
import { counted } from '../terminal/counted.js';
import type { Line } from '../terminal/styled.js';

/** A placement in one line. */
export function resultLine({ workers, imbalance, layers }: PlacementReport): Line {
  const nodes = workers.reduce((sum, share) => sum + share.nodes, 0);
  const [traffic, cut] = [total(layers, 'traffic'), total(layers, 'cutTraffic')];
  const placed = `${counted(nodes, 'node')} on ${counted(workers.length, 'worker')}`;
  return `${placed}: ${percentage(cut, traffic)} of the traffic is cut, imbalance ${percent(imbalance)}`;
}

/** The effect of a placement on a run, for people. */
export function explanation(
  { workers, imbalance, layers, parallelism, measured }: PlacementReport,
  width: number | undefined,
): Line[] {
  const work = workers.reduce((sum, own) => sum + own.work, 0);
  const most = Math.max(...workers.map((own) => own.work));
  const source = measured
    ? 'Work is the measured time of handlers, and traffic the measured events.'
    : 'Work is the weight of vertices, and every link counts as one event; --measure takes both from a run.';
  const workerColumns: readonly AlignedColumn<[worker: number, share: PlacementReport['workers'][number]]>[] = [
    { title: 'worker', align: 'right', cell: ([worker]) => String(worker) },
    { title: 'nodes', align: 'right', cell: ([, own]) => String(own.nodes) },
    { title: 'work', align: 'right', cell: ([, own]) => percentage(own.work, work) },
  ];
  return [
    '',
    ...alignedLines(workerColumns, [...workers.entries()], width),
    `imbalance: the busiest worker has ${percent(imbalance)} more than the mean`,
    '',
    ...alignedLines(LAYER_COLUMNS, layers, width),
    '',
    `at best, the graph keeps ${parallelism.toFixed(1)} workers busy at an epoch at which all nodes are active;`,
    `the busiest worker limits the speed to ${most > 0 ? (work / most).toFixed(2) : '1.00'} times that of one worker`,
    source,
  ];
}

const LAYER_COLUMNS: readonly AlignedColumn<LayerCut>[] = [
  { title: 'layer', align: 'left', cell: ({ simproc }) => simproc },
  { title: 'minimum delay', align: 'left', cell: ({ minimumDelay }) => delayText(minimumDelay) },
  { title: 'links', align: 'right', cell: ({ links, complete }) => (complete ? 'complete' : String(links)) },
  // In a complete layer, every event to another worker is cut, and how many these are is not known.
  { title: 'cut links', align: 'right', cell: ({ cutLinks, complete }) => (complete ? '-' : String(cutLinks)) },
  {
    title: 'cut traffic',
    align: 'right',
    cell: ({ traffic, cutTraffic, complete }) => (complete ? '-' : percentage(cutTraffic, traffic)),
  },
];

function delayText(minimumDelay: number): string {
  if (minimumDelay === LEAST_DELAY) return 'least';
  return minimumDelay > 0 ? String(minimumDelay) : 'none';
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
