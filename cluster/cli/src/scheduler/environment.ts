/** What schedulers tell a process about its place among others. */
export interface SchedulerEnvironment {
  /** A task of a SLURM job array. */
  readonly SLURM_ARRAY_TASK_ID?: string | undefined;
  readonly SLURM_ARRAY_TASK_COUNT?: string | undefined;
  readonly SLURM_ARRAY_TASK_MIN?: string | undefined;
  readonly SLURM_ARRAY_TASK_MAX?: string | undefined;
  readonly SLURM_ARRAY_TASK_STEP?: string | undefined;
  /** A task of a SLURM job step, and where the tasks are. */
  readonly SLURM_PROCID?: string | undefined;
  readonly SLURM_NODEID?: string | undefined;
  readonly SLURM_NTASKS?: string | undefined;
  readonly SLURM_STEP_NUM_TASKS?: string | undefined;
  readonly SLURM_JOB_NODELIST?: string | undefined;
  readonly SLURM_STEP_NODELIST?: string | undefined;
  readonly SLURM_TASKS_PER_NODE?: string | undefined;
  readonly SLURM_STEP_TASKS_PER_NODE?: string | undefined;
  readonly SLURM_DISTRIBUTION?: string | undefined;
  /** A pod of an Indexed Job of Kubernetes. */
  readonly JOB_COMPLETION_INDEX?: string | undefined;
}
