import type { Coordinator, Job } from '@disco-engine/coordinator';
import { DiscoError, printable } from '@disco-engine/kernel';

/** The job with this name, or the only one whose name begins so. @throws DiscoError `JOB_UNKNOWN` */
export async function findJob(coordinator: Coordinator, text: string): Promise<Job> {
  const [experiments, runs] = await Promise.all([
    coordinator.jobs({ kind: 'experiment' }),
    coordinator.jobs({ kind: 'run' }),
  ]);
  const found = [...experiments, ...runs].filter(({ id }) => id.startsWith(text));
  const [job] = found;
  if (job !== undefined && found.length === 1) return job;
  const problem = found.length === 0 ? 'there is no job' : `${found.length} jobs begin with`;
  throw new DiscoError('JOB_UNKNOWN', `${problem} '${printable(text)}'; 'disco status' lists all jobs`);
}
