/** What schedulers tell a process about its place among others. */
export interface SchedulerEnvironment {
  /** A task of a SLURM job array. */
  readonly SLURM_ARRAY_TASK_ID?: string | undefined;
  readonly SLURM_ARRAY_TASK_COUNT?: string | undefined;
  readonly SLURM_ARRAY_TASK_MIN?: string | undefined;
  readonly SLURM_ARRAY_TASK_MAX?: string | undefined;
  readonly SLURM_ARRAY_TASK_STEP?: string | undefined;
  /** A pod of an Indexed Job of Kubernetes. */
  readonly JOB_COMPLETION_INDEX?: string | undefined;
}
