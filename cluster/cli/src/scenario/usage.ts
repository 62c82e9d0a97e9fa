import { STORE_USAGE } from '../flags/store-flag.js';

export const SCENARIO_USAGE = `Brings scenarios in from tables, and keeps them.

Usage: disco scenario import --vertices [TYPE=]TABLE … --layer NAME=TABLE … --id ID [options]
       disco scenario import --tables FILE --id ID [options]
       disco scenario show ID [--version N] [--model FILE#CLASS] [--json]
       disco scenario list [--json]
       disco scenario export ID --to FOLDER [--format parquet|csv|jsonl] [--version N]
       disco scenario remove ID [--version N]

  disco scenario import --vertices stage=stages.csv --layer order=arcs.csv --layer supply=arcs.csv --reverse supply --id plant
  disco scenario show plant

Import:
  --vertices [TYPE=]TABLE  the vertices of a node type, one a row; the first column is the key. Without TYPE, the type is called
                           as the file is. May be given several times, as may all of these.
  --layer NAME=TABLE       the edges of a layer: its first two columns are keys, from and to
  --reverse NAME           the edges of that layer run the other way
  --cyclic NAME            that layer may have cycles: its simproc has a minimum delay
  --distinct TYPE          every vertex must have exactly one value of that type of labels
  --delimiter CHAR         between the cells of CSV files (default: what the first rows tell, one of , ; | and a tab)
  --decimal CHAR           the decimal sign in cells of text, . or , (default: what the cells of CSV files tell)
  --thousands CHAR         between groups of three digits: . or , or a blank or ' (default: the same)
  --comment CHAR           what lines of CSV files that are no rows begin with (default: #, if lines above the header do)
  --encoding NAME          of text files (default: a byte order mark tells; else UTF-8, or windows-1252 where it is not that)
  --tables FILE            instead: a JSON file with all that 'scenarioFromTables' takes
  --model FILE#CLASS       a model that the scenario has to fit; its layers with a minimum delay may have cycles
  --id ID                  what to call the scenario; a new version, where there is one of that name

A TABLE is a .csv, .parquet or .jsonl file, or a table of a database: plant.duckdb#stages, plant.sqlite#stages,
postgres://USER@HOST/DATABASE#stages. Text columns are labels, the others are data. Whatever is wrong is told in one report, with
file and line, and nothing is stored then. What the import has to assume of a table is told on stderr.

Options:
${STORE_USAGE}  --version N           an earlier version (default: the newest; 'remove' takes all)
  --to FOLDER           a folder that does not exist yet
  --format FORMAT       of the files: parquet (default), csv or jsonl
  --json                print one JSON object instead of text
  --debug               print stack traces of errors
  --help                print this text

Exit codes: 0 done, 1 failed, 2 the input was refused.
`;
