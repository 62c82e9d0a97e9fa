import { STORE_USAGE } from '../flags/store-flag.js';
import { PLACEMENT_USAGE } from '../flags/placement-flag.js';

export const PARTITION_USAGE = `Finds out which worker should step which node, and what that would mean. Runs nothing, unless it is to measure.

Usage: disco partition ID --workers N [--model FILE#CLASS] [options]

  disco partition plant --workers 4 --model dist/model.js#Plant --explain
  disco partition plant --workers 4 --model dist/model.js#Plant --measure 30 --save placement.json

  --workers N           how many workers there are
  --model FILE#CLASS    the model, which makes nodes of vertices and knows the delays. Without it, every vertex counts as
                        a node, and a layer as one without delay, unless it has a cycle.
  --placement KIND      how (default: multilevel):
                        ${PLACEMENT_USAGE}
  --imbalance SHARE     of 'multilevel': how much more than the mean a worker may have to do (default: 0.03)
  --together TYPE       of 'multilevel': nodes that share a label of that type are on one worker; may be given several times
  --measure EPOCH       of 'multilevel': run the model up to that epoch, and weigh nodes and links by what they did
  --seed N              master seed of that run (default: 0)
  --explain             print the balance, what is cut of each layer by delay, and how many workers the graph can keep busy at best
  --save FILE           write a worker for each node, as JSON, for --placement of 'disco run'
${STORE_USAGE}  --version N           an earlier version of the scenario (default: the newest)
  --json                print one JSON object instead of text
  --debug               print stack traces of errors
  --help                print this text

Exit codes: 0 done, 1 failed, 2 the input was refused.
`;
