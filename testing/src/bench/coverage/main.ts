import { DiscoError } from '@disco-engine/kernel';
import { readCoverageArguments, USAGE } from './coverage-arguments.js';
import { coverageReport, coverageTable } from './coverage-report.js';
import { fixedCoverage, runCoverage, sequentialCoverage } from './coverage-tables.js';
import { measureCoverage, type CoverageStudy } from './measure-coverage.js';

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  let study: CoverageStudy;
  try {
    study = readCoverageArguments(args);
  } catch (error) {
    if (!(error instanceof DiscoError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
  const start = performance.now();
  const coverage = await measureCoverage(study);
  console.log(coverageReport(study, coverage, (performance.now() - start) / 1000));
  const { experiments } = study;
  console.log(coverageTable('Intervals of ten values', fixedCoverage(experiments)));
  console.log(coverageTable('Sequential stopping, relative error 0.3', sequentialCoverage(experiments, [2, 10])));
  console.log(coverageTable('One long run', runCoverage(experiments)));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
