import type { ChainResult, ChainSummary } from './simulate-chain.js';
import { echelonTable, worstStagesTable } from './table.js';

const WORST = 10;

/** The figures of a run as one line of JSON. */
export function resultJson(summary: ChainSummary): string {
  return `${JSON.stringify({ ...summary, eventsPerSecond: perSecond(summary) })}\n`;
}

/** A result for people: what was simulated, the echelons, the stages that need attention, and the speed. */
export function resultText({ summary, reports }: ChainResult): string {
  const { chain, stages, arcs, days, warmup, seed, events, activations, digest, fillRate, seconds } = summary;
  const rate = fillRate === null ? 'nothing' : `${(fillRate * 100).toFixed(2)} %`;
  return `${chain}: ${count(stages)} stages, ${count(arcs)} arcs; ${count(days)} days after ${count(warmup)} of warm-up, seed ${seed}
External customers received ${rate} of their demand in time.

Echelons, starting at the market
${echelonTable(reports)}

Stages with the lowest fill rate
${worstStagesTable(reports, WORST)}

${count(events)} events and ${count(activations)} activations in ${seconds.toFixed(1)} s: ${count(perSecond(summary))} events/s
digest ${digest}
${source(chain)}`;
}

/** Chains of the published data set are recognized by name; results based on them must cite the paper. */
function source(chain: string): string {
  if (!/^chain_\d\d$/.test(chain)) return '';
  return 'data: S. P. Willems, Manufacturing & Service Operations Management 10(1), 2008, pp. 19–23\n';
}

function perSecond({ events, seconds }: ChainSummary): number {
  return Math.round(events / seconds);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
