import { ENGINE_VERSION } from '@disco-engine/kernel';
import type { Metric } from './metric.js';

/** What Prometheus has of any process, under the usual names, and the version of the engine. */
export function processMetrics(): Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    gauge('disco_build_info', 'Version of the engine; always 1.', 1, { version: ENGINE_VERSION }),
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'User and system CPU time of the process, with its threads.',
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge('process_resident_memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss()),
    gauge('process_start_time_seconds', 'Start of the process, since 1970.', performance.timeOrigin / 1000),
  ];
}

function gauge(name: string, help: string, value: number, labels?: Readonly<Record<string, string>>): Metric {
  return { name, type: 'gauge', help, samples: [{ value, labels }] };
}
