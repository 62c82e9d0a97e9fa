import type { CommandEntry, CommandFamily } from './command-entry.js';

const SCENARIO: CommandFamily = {
  summary: 'Import scenarios from tables, and manage the store that keeps them',
  commands: {
    import: {
      summary: 'Import a scenario from tables',
      spec: async () => (await import('./scenario/import-spec.js')).IMPORT_SPEC,
      run: async (argv) => (await import('./scenario/import-command.js')).importScenario(argv),
    },
    show: {
      summary: 'Describe a scenario',
      spec: async () => (await import('./scenario/store-specs.js')).SHOW_SPEC,
      run: async (argv) => (await import('./scenario/show-command.js')).showScenario(argv),
    },
    list: {
      summary: 'List the scenarios in a store',
      spec: async () => (await import('./scenario/store-specs.js')).LIST_SPEC,
      run: async (argv) => (await import('./scenario/store-commands.js')).listScenarios(argv),
    },
    export: {
      summary: 'Write a scenario as tables',
      spec: async () => (await import('./scenario/store-specs.js')).EXPORT_SPEC,
      run: async (argv) => (await import('./scenario/store-commands.js')).exportScenario(argv),
    },
    remove: {
      summary: 'Remove a scenario from a store',
      spec: async () => (await import('./scenario/store-specs.js')).REMOVE_SPEC,
      run: async (argv) => (await import('./scenario/store-commands.js')).removeScenario(argv),
    },
  },
};

/** All commands, by the group in which the overview lists them. */
export const COMMAND_GROUPS: Readonly<Record<string, Readonly<Record<string, CommandEntry>>>> = {
  'Getting started': {
    init: {
      summary: 'Create a package with a model, an experiment and a test',
      spec: async () => (await import('./init/init-spec.js')).INIT_SPEC,
      run: async (argv) => (await import('./init/init-command.js')).init(argv),
    },
    doctor: {
      summary: 'Check that this machine and this folder are set up',
      spec: async () => (await import('./doctor/doctor-spec.js')).DOCTOR_SPEC,
      run: async (argv) => (await import('./doctor/doctor-command.js')).doctor(argv),
    },
    completion: {
      summary: 'Print a script that lets your shell complete disco commands',
      spec: async () => (await import('./completion/completion-spec.js')).COMPLETION_SPEC,
      run: async (argv) => (await import('./completion/completion-command.js')).completion(argv, COMMANDS),
    },
  },
  Scenarios: {
    scenario: SCENARIO,
    partition: {
      summary: 'Work out which worker should run which node',
      spec: async () => (await import('./partition/partition-spec.js')).PARTITION_SPEC,
      run: async (argv) => (await import('./partition/partition-command.js')).partition(argv),
    },
  },
  Runs: {
    run: {
      summary: 'Run an experiment, or a model once, on this machine or on others',
      spec: async () => (await import('./run/run-spec.js')).RUN_SPEC,
      run: async (argv) => {
        const { isFarmRun, isOneRun } = await import('./run/run-spec.js');
        if (isOneRun(argv) && isFarmRun(argv))
          return (await import('./farm/run-model-on-farm.js')).runModelOnFarm(argv);
        if (isOneRun(argv)) return (await import('./run/run-command.js')).runOnWorkers(argv);
        if (isFarmRun(argv)) return (await import('./farm/run-on-farm.js')).runOnFarm(argv);
        return (await import('./experiment/experiment-command.js')).runExperimentFile(argv);
      },
    },
    worker: {
      summary: 'Start a worker that waits for runs',
      spec: async () => (await import('./worker/worker-spec.js')).WORKER_SPEC,
      run: async (argv) => (await import('./worker/worker-command.js')).waitForRuns(argv),
    },
    token: {
      summary: 'Make a secret that workers and launchers use to recognise each other',
      spec: async () => (await import('./token/token-spec.js')).TOKEN_SPEC,
      run: async (argv) => (await import('./token/token-command.js')).token(argv),
    },
  },
  Farm: {
    up: {
      summary: 'Start workers for a coordinator, and a candidate for its leader',
      spec: async () => (await import('./farm/up-spec.js')).UP_SPEC,
      run: async (argv) => (await import('./farm/up-command.js')).up(argv),
    },
    submit: {
      summary: 'Queue an experiment, or one run of a model, for the workers of a coordinator',
      spec: async () => (await import('./farm/farm-specs.js')).SUBMIT_SPEC,
      run: async (argv) => (await import('./farm/submit-command.js')).submit(argv),
    },
    status: {
      summary: 'Show the progress of the jobs of a coordinator',
      spec: async () => (await import('./farm/farm-specs.js')).STATUS_SPEC,
      run: async (argv) => (await import('./farm/status-command.js')).status(argv),
    },
    workers: {
      summary: 'List the workers of a coordinator, and its leader',
      spec: async () => (await import('./farm/farm-specs.js')).WORKERS_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).workers(argv),
    },
    pause: {
      summary: 'Pause a job',
      spec: async () => (await import('./farm/farm-specs.js')).PAUSE_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).order(argv, 'pause'),
    },
    resume: {
      summary: 'Resume a paused job',
      spec: async () => (await import('./farm/farm-specs.js')).RESUME_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).order(argv, 'resume'),
    },
    cancel: {
      summary: 'Cancel a job',
      spec: async () => (await import('./farm/farm-specs.js')).CANCEL_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).order(argv, 'cancel'),
    },
    logs: {
      summary: 'Show the state of each part of a job',
      spec: async () => (await import('./farm/farm-specs.js')).LOGS_SPEC,
      run: async (argv) => (await import('./farm/logs-command.js')).logs(argv),
    },
    fetch: {
      summary: 'Write the results folder of a job that has ended',
      spec: async () => (await import('./farm/farm-specs.js')).FETCH_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).fetch(argv),
    },
    drain: {
      summary: 'Stop the workers of a host when they have finished their current work',
      spec: async () => (await import('./farm/farm-specs.js')).DRAIN_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).drain(argv),
    },
    gc: {
      summary: 'Remove old jobs and artefacts from a coordinator',
      spec: async () => (await import('./farm/farm-specs.js')).GC_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).gc(argv),
    },
    roles: {
      summary: 'Print the SQL that creates the roles of a coordinator',
      spec: async () => (await import('./farm/farm-specs.js')).ROLES_SPEC,
      run: async (argv) => (await import('./farm/farm-commands.js')).roles(argv),
    },
  },
  Results: {
    results: {
      summary: 'Print the results of an experiment, or write them as CSV, JSON or Parquet',
      spec: async () => (await import('./results/results-spec.js')).RESULTS_SPEC,
      run: async (argv) => (await import('./results/results-command.js')).results(argv),
    },
    report: {
      summary: 'Write an HTML report of an experiment',
      spec: async () => (await import('./experiment/report-spec.js')).REPORT_SPEC,
      run: async (argv) => (await import('./experiment/report-command.js')).report(argv),
    },
    replay: {
      summary: 'Run one replication again, and trace what its nodes do',
      spec: async () => (await import('./experiment/replay-spec.js')).REPLAY_SPEC,
      run: async (argv) => (await import('./experiment/replay-command.js')).replay(argv),
    },
    diff: {
      summary: 'Find the first activation in which two results folders differ',
      spec: async () => (await import('./experiment/diff-spec.js')).DIFF_SPEC,
      run: async (argv) => (await import('./experiment/diff-command.js')).diff(argv),
    },
  },
};

/** All commands by their names. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = Object.assign({}, ...Object.values(COMMAND_GROUPS));
