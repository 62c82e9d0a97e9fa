export const INIT_USAGE = `Makes a package with a small model, an experiment and a test, to be changed into a model of your own.

Usage: disco init [FOLDER] [--name NAME] [--style STYLE] [--json]

  disco init harbour
  cd harbour && npm install && npm test

  FOLDER                where to make it: a folder that is not there yet, or an empty one (default: this folder)
  --name NAME           name of the package, as npm allows it (default: that of the folder)
  --style STYLE         how the model is written: 'handler' says what happens at each instant (default), 'process' follows each
                        guest through time
  --json                print one JSON object instead of text
  --debug               print stack traces of errors
  --help                print this text

What is in it:
  src/model.ts          a coffee bar: two kinds of nodes, parameters, what is logged, and a scenario
  src/experiment.ts     one barista or two; 'npm run experiment' runs it, 'npm run report' shows what came of it
  test/model.test.ts    a figure that theory knows, and the digest
  README.md             what to change first

An installed disco makes a package that depends on the published engine of the same version. Run from a clone of the repository,
it packs the engine of that clone into 'engine', and the package depends on these files: nothing needs to be published.

Files that are there already are never touched: a folder with files is refused, and a failure leaves nothing behind.

Exit codes: 0 done, 1 failed, 2 the input was refused.
`;
