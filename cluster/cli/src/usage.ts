import { addressForms, TRANSPORT_NAMES } from '@disco-engine/cluster';
import { PLACEMENT_USAGE } from './flags/placement-flag.js';
import { STORE_USAGE } from './flags/store-flag.js';
import { TRUST_USAGE } from './flags/trust-flags.js';

export const RUN_USAGE = `Runs an experiment; or a model on a scenario, once, and prints what came out.

Usage: disco run EXPERIMENT [--results FOLDER] [--fresh | --keep] [--workers N] [--store STORE] [--portable-math] [--json]
       disco run --model FILE#CLASS --scenario ID|FILE#NAME --until EPOCH [options]

  disco run experiment.ts --workers 2
  disco run --model dist/model.js#Plant --scenario plant-2026 --until 365 --workers 2 --placement multilevel
  disco run --model dist/model.js#Shop --scenario dist/town.js#town --until 365 --workers 2
  disco run --model dist/model.js#Shop --scenario dist/town.js#town --until 365 \\
    --peers grpc://host1:7001,grpc://host2:7001 --tls-cert me.crt --tls-key me.key --tls-ca authority.crt

An experiment:
  EXPERIMENT            a module that exports what 'defineExperiment' or 'defineOptimisation' makes, as default or by a name
                        behind '#'; JavaScript, or TypeScript, whose types are not checked
  --results FOLDER      where its results go (default: results). What the folder has already is kept and not run again, so
                        after Ctrl-C or a crash the same command goes on; more replications than before are added.
  --workers N           cores to use (default: all). Replications run side by side, unless the experiment says
                        that several workers share one. The results are the same.
  --fresh               move what the folder has aside first, to older-0001 inside it
  --keep                go on although code, data or defaults have changed; the report marks what is older
  --portable-math       go on with results of another machine, although functions of Math differ there: the model calls none

One run:
  --model FILE#CLASS    the module of the model, and the name by which it exports the class with @Model
  --scenario ID         a scenario in the store, see 'disco scenario --help'
  --scenario FILE#NAME  or a module that exports a Scenario by that name, or a function that makes one
${STORE_USAGE}  --version N           an earlier version of the scenario in the store (default: the newest)
  --until EPOCH         the horizon: everything before this epoch is simulated
  --seed N              master seed, a whole number (default: 0)
  --replication N       number of the replication, which draws other random numbers (default: 0)
  --antithetic          draw the complements of the random numbers of that replication
  --parameters JSON     values for parameters of the model, as in '{"warmup": 30}'
  --digest LEVEL        what the digest takes in: full, order or off (default: full)
  --payloads MODE       strict checks and seals every payload at send; trusted does not (default: trusted)
  --portable-math       the model calls no function of Math that engines may round in their own way, so workers on which these
                        differ may share the run; without it they are refused
  --log FILE            keep what nodes log, in a file that ends in .parquet or .csv; without it there are summaries alone, and with
                        '--log none' not even these
  --warmup EPOCH        when what is logged begins to count for the summaries (default: 0)

Where one run takes place:
  --workers N           workers on this machine (default: one for each core)
  --transport KIND      how they are joined: ${TRANSPORT_NAMES.join(', ')} (default: shared-memory)
  --transport FILE      or a module that exports a transport of your own as 'transport', as in ./net.js. Each worker loads it.
                        With --peers, it says what the scheme of their addresses means.
  --window N            maximum number of events in flight to a worker that it has not reached yet (default: 65536)
  --placement KIND      which worker steps which node (default: round-robin):
                        ${PLACEMENT_USAGE}
  --peers A,B,…         instead: workers that were started with 'disco worker', by the addresses they listen at.
                        They load the model from their own file of the same name.
  --lost-after MS       time without a sign of life after which a worker counts as lost (default: 10000)

${TRUST_USAGE}
  --json                print one JSON object instead of text
  --debug               print stack traces of errors
  --help                print this text

Exit codes: 0 done, 1 failed, 2 the input was refused, 130 interrupted.
`;

export const WORKER_USAGE = `Starts a worker that waits for runs, one after the other, until it is ended by Ctrl-C or SIGTERM.

Usage: disco worker --listen ADDRESS --model FILE [--model FILE …] [options]

  disco worker --listen grpc://0.0.0.0:7001 --model dist/model.js --tls-cert w.crt --tls-key w.key --tls-ca authority.crt
  disco worker --listen ws://127.0.0.1:7001 --model dist/model.js --token-file token.txt
  disco worker --listen ws+unix:/run/disco/0.sock --model dist/model.js

  --listen ADDRESS      where the other workers find this one:
                        ${addressForms()}.
                        Launchers use a second port, the next one, for commands: with 7001, open 7002 as well. Another one is
                        chosen as in grpc://0.0.0.0:7001?control=7010, both here and in --peers. A path gets '.control' appended.
                        Port 0 takes free ones.
  --transport FILE      a module with a transport of your own, as in ./net.js, for addresses with its scheme
  --model FILE          a module that runs may load, by its file name; nothing else is ever loaded. Files of the same name
                        cannot be told apart.
  --max-message MIB     largest scenario that a launcher may send, in MiB (default: 256)
  --max-lost-after MS   longest time that a launcher may be silent and keep the worker, whatever its --lost-after
                        (default: 60000)

${TRUST_USAGE}
  --help                print this text

Where it listens is printed, once it does, as it goes into --peers of 'disco run'.
Exit codes: 0 ended, 1 failed, 2 the input was refused, 130 ended by Ctrl-C.
`;
