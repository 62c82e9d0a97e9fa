import { STORE_USAGE } from '../flags/store-flag.js';

export const REPLAY_USAGE = `Runs one replication of an experiment again, on this thread, and shows what its nodes do.

Usage: disco replay RESULTS --experiment FILE[#EXPORT] [--case N] [--replication N] [--until EPOCH] [--node NAME | --trace]

  disco replay results --experiment dist/experiment.js --replication 17 --node stage/Retail_0001 --until 120

  RESULTS               the folder that 'disco run' has written
  --experiment FILE[#EXPORT]
                        the module whose code is run; without it, the command says which one the results name, and runs nothing
  --case N              which case (default: 0)
  --replication N       which replication (default: 0)
  --until EPOCH         how far (default: to the end; digest and log are then compared with those of the results)
  --node NAME           print each activation of that node: its batch (<), what it sends (>), and its plain fields (=)
  --trace               the same for all nodes
${STORE_USAGE}  --debug               print stack traces of errors
  --help                print this text

Exit codes: 0 done, 1 failed or the digest differs, 2 the input was refused, 130 interrupted.
`;

export const DIFF_USAGE = `Runs one replication of two results folders side by side, and shows the first activation in which they differ.

Usage: disco diff RESULTS OTHER --experiment FILE[#EXPORT] [--other FILE[#EXPORT]] [--case N] [--replication N] [--until EPOCH]

  disco diff results before --experiment dist/experiment.js --other before/dist/experiment.js --replication 17

  --experiment FILE[#EXPORT]
                        the module whose code is run; without it, the command says which one the results name, and runs nothing
  --other FILE[#EXPORT] that of OTHER, where it is another one
  --case N              which case (default: 0)
  --replication N       which replication (default: 0)
  --until EPOCH         how far (default: to the end of the shorter one)
${STORE_USAGE}  --debug               print stack traces of errors
  --help                print this text

Exit codes: 0 the same, 1 different or failed, 2 the input was refused.
`;

export const REPORT_USAGE = `Writes the report of an experiment: one HTML file that needs nothing else.

Usage: disco report RESULTS [--out FILE] [--minimise RESPONSE | --maximise RESPONSE]
                    [--channel NODE/NAME …] [--case N …] [--open] [--json]

  disco report results --open
  disco report results --minimise cost
  disco report results --channel 'stage/*/stock' --case 3 --case 17 --out stock.html

  RESULTS               the folder that 'disco run' has written, or is still writing
  --out FILE            the report (default: report.html in that folder)
  --channel NODE/NAME   draw what these nodes log by that name; * stands for any text; may be given several times
                        (default: the 50 that vary most)
  --minimise RESPONSE   what to answer first: which case has the least mean of a response that the experiment declares,
                        of NODE/NAME, or of 'NODE/NAME: STATE'
  --maximise RESPONSE   which one has the greatest (default: the least of what 'precision' names, or of the first
                        response; a reader may choose another in the page)
  --case N              draw curves of this case; may be given up to eight times (default: the eight best)
  --open                show it in the browser
  --json                print one JSON object instead of text
  --debug               print stack traces of errors
  --help                print this text

Exit codes: 0 done, 1 failed, 2 the input was refused.
`;
