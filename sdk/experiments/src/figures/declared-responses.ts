import type { ExperimentResponse } from '../definition/response.js';
import type { ReplicationRecord } from '../results/run-schema.js';
import type { SampledResponse, SampledValue } from './responses.js';
import type { RunFacts } from './run-facts.js';

/** The responses that an experiment declares, in the order declared. */
export function declaredResponses(
  declared: readonly Pick<ExperimentResponse, 'name' | 'unit' | 'unitOf' | 'text'>[],
  runs: readonly RunFacts[],
  cases: number,
): SampledResponse[] {
  return declared.map(({ name, unit: own, unitOf, text }) => {
    const unit = unitOf === undefined ? own : unitOfChannel(unitOf, runs);
    const samples = Array.from({ length: cases }, () => new Map<number, SampledValue>());
    const missing = Array.from({ length: cases }, () => new Map<number, string>());
    for (const { case: number, replication, status, responses = {} } of runs) {
      if (status !== 'FINISHED') continue;
      const value = Object.hasOwn(responses, name) ? responses[name] : undefined;
      if (value === undefined) missing[number]?.set(replication, 'it was not computed');
      else if (typeof value === 'object' && 'missing' in value) missing[number]?.set(replication, value.missing);
      else samples[number]?.set(replication, value);
    }
    return { name, unit, text, channel: undefined, part: '', cases: samples, missing };
  });
}

/** The unit of a channel in the first replication that has it; empty if none has. */
export function unitOfChannel(name: string, runs: readonly Pick<ReplicationRecord, 'channels'>[]): string {
  for (const { channels } of runs) {
    const channel = channels.find((one) => `${one.node}/${one.name}` === name);
    if (channel !== undefined) return channel.unit;
  }
  return '';
}
