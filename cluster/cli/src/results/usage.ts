export const RESULTS_USAGE = `Prints what came of an experiment: a table of means with their intervals, or all values for other tools.

Usage: disco results FOLDER [--response NAME …] [--csv | --json] [--out FILE]
       disco results FOLDER [--response NAME …] --parquet FILE

  disco results results
  disco results results --response 'shop/*/wait' --response 'shop/Ulm/mood: busy'
  disco results results --parquet results.parquet
  disco results results --csv | head

  FOLDER                the folder that 'disco run' has written, or is still writing
  --response NAME       this response alone: one that the experiment declares, NODE/NAME, or 'NODE/NAME: STATE'; * stands for any
                        text; may be given several times (default: all; in the table those that are declared, if any is)
  --csv                 one long table as CSV: a row for each case, replication and response, and a column for each parameter
  --parquet FILE        the same as a Parquet file
  --json                means, intervals and values of each case as one JSON object
  --out FILE            where CSV or JSON goes; a name that ends in .csv, .json or .parquet needs no other flag
  --debug               print stack traces of errors
  --help                print this text

A mean has half of the width of its 95 % interval beside it, and n is how many replications (or antithetic pairs) it is of.

Exit codes: 0 done, 1 failed, 2 the input was refused.
`;
