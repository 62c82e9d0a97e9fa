/** What `disco --help` prints. In a file of its own, so that it loads nothing that only a command needs. */
export const USAGE = `disco makes packages for models, keeps scenarios, and runs simulations on many workers.

Usage: disco init [FOLDER]
       disco scenario import|show|list|export|remove …
       disco partition ID --workers N [options]
       disco run EXPERIMENT [options]
       disco run --model FILE#CLASS --scenario ID --until EPOCH [options]
       disco results RESULTS [--csv | --json | --parquet FILE] [options]
       disco report RESULTS [--open] [options]
       disco replay RESULTS --replication N [options]
       disco diff RESULTS OTHER [options]
       disco worker --listen ADDRESS --model FILE [options]

  disco init --help       a new package with a model, an experiment and a test

  disco scenario --help   scenarios from tables, and the store that keeps them
  disco partition --help  which worker should step which node

  disco run --help        an experiment, or one run; on this machine, or on workers that wait elsewhere
  disco results --help    what came of an experiment, as a table in the terminal, CSV, JSON or Parquet
  disco report --help     what came of an experiment, as one HTML file
  disco replay --help     one replication again, with a trace of what its nodes do
  disco diff --help       the first activation in which two runs differ
  disco worker --help     a worker that waits for runs of launchers

The result does not depend on how many workers there are, nor on where they are: the digest is the same.

Exit codes: 0 done, 1 failed, 2 the input was refused, 130 interrupted.
`;
