import type { ReplicationRecord } from '@disco-engine/experiments';
import type { DiscoError } from '@disco-engine/kernel';
import type { Labels, Metric } from '../metrics/metric.js';
import { MEMBER_STATES } from './farm-view.js';
import type { FarmView } from './farm-watch.js';

/** Counts what the workers of this host do, and makes metrics of that and of the farm. */
export class FarmMetrics {
  #finished = 0;
  #failed = 0;
  #seconds = 0;
  #events = 0;
  #activations = 0;
  #blockedMilliseconds = 0;
  #leasesLost = 0;
  #troubles = 0;
  /** The term in which this host leads. */
  #term: number | undefined;

  /** @param host name of this host */
  constructor(private readonly host: string) {}

  replicated({ status, seconds, events, activations, workers }: ReplicationRecord): void {
    if (status === 'FINISHED') this.#finished += 1;
    else this.#failed += 1;
    this.#seconds += seconds;
    this.#events += events;
    this.#activations += activations;
    for (const { blocked } of workers) this.#blockedMilliseconds += blocked;
  }

  elected(term: number): void {
    this.#term = term;
  }

  trouble({ code }: DiscoError): void {
    if (code === 'LEASE_OVER') this.#leasesLost += 1;
    this.#troubles += 1;
  }

  read({ leader, members, experiments, jobs, isAway }: FarmView): Metric[] {
    const open = jobs.filter(({ state }) => state === 'QUEUED' || state === 'ASSIGNED');
    const sum = (of: 'finished' | 'running' | 'queued' | 'failed'): number =>
      open.reduce((total, job) => total + job[of], 0);
    const own = members.filter(({ name }) => name.startsWith(`${this.host}/`));
    const left = own.reduce((least, member) => Math.min(least, member.left), Infinity);
    return [
      gauge('disco_coordinator_up', '1 if the coordinator answers; otherwise the figures of the farm are old.', [
        [{}, Number(!isAway)],
      ]),
      gauge('disco_leader', '1 if this host leads.', [
        [{}, Number(leader !== undefined && leader.term === this.#term)],
      ]),
      gauge('disco_leader_term', 'Term of the present leader.', leader === undefined ? [] : [[{}, leader.term]]),
      gauge(
        'disco_members',
        'Workers of the farm.',
        MEMBER_STATES.map((state) => [{ state }, members.filter((member) => member.state === state).length]),
      ),
      gauge(
        'disco_experiments',
        'Experiments and runs that the coordinator has.',
        Object.entries(experiments).map(([state, count]) => [{ state: state.toLowerCase() }, count]),
      ),
      gauge(
        'disco_open_replications',
        'Replications of the experiments that have not ended.',
        (['queued', 'running', 'finished', 'failed'] as const).map((state) => [{ state }, sum(state)]),
      ),
      gauge(
        'disco_lease_seconds',
        'Time until the first lease of a worker of this host is over.',
        own.length === 0 ? [] : [[{}, left / 1000]],
      ),
      counter('disco_leases_lost_total', 'Leases of workers of this host that were over.', [[{}, this.#leasesLost]]),
      counter('disco_troubles_total', 'What went wrong on this host without ending it.', [[{}, this.#troubles]]),
      counter('disco_replications_total', 'Replications run on this host.', [
        [{ outcome: 'finished' }, this.#finished],
        [{ outcome: 'failed' }, this.#failed],
      ]),
      counter('disco_replication_seconds_total', 'Wall-clock time of replications run on this host.', [
        [{}, this.#seconds],
      ]),
      counter('disco_events_total', 'Events received by ports, in replications that have ended.', [[{}, this.#events]]),
      counter('disco_activations_total', 'Calls of handlers, in replications that have ended.', [
        [{}, this.#activations],
      ]),
      counter('disco_blocked_seconds_total', 'Time spent waiting for other workers, in replications that have ended.', [
        [{}, this.#blockedMilliseconds / 1000],
      ]),
    ];
  }
}

type Values = readonly (readonly [labels: Labels, value: number])[];

function gauge(name: string, help: string, values: Values): Metric {
  return { name, type: 'gauge', help, samples: values.map(([labels, value]) => ({ labels, value })) };
}

function counter(name: string, help: string, values: Values): Metric {
  return { ...gauge(name, help, values), type: 'counter' };
}
