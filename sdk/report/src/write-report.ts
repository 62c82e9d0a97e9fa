import {
  channelsOf,
  countedResponse,
  declaredResponses,
  firstCounted,
  LogDatabase,
  readResults,
  responsesOf,
  valuesAsked,
  writeAside,
  type ResultChannel,
} from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { chooseChannels } from './figures/choose-channels.js';
import { drawnCases } from './figures/drawn-cases.js';
import { findGoal, type ReportGoal } from './figures/goal.js';
import { rankFinalists } from './figures/finalists.js';
import { caseMeans, rankingOf } from './figures/ranking.js';
import { readDrawings } from './figures/read-drawings.js';
import { readSchedules } from './figures/schedule.js';
import { stateGroups } from './figures/state-groups.js';
import { countReplications, type ReplicationCounts } from './page/overview.js';
import { page } from './page/page.js';

/** Options of `writeReport`. */
export interface ReportOptions {
  /** Folder with the results of an experiment. It is only read. */
  readonly results: string;
  /** The HTML file to write. An existing file is replaced. */
  readonly out: string;
  /** Channels to draw, each as `NODE/NAME`, where `*` matches any text. Default: all, or the 50 that vary most if there are more. */
  readonly channels?: readonly string[] | undefined;
  /** Numbers of the cases to draw, at most eight. Default: those with the best means of the goal. Tables list all cases. */
  readonly cases?: readonly number[] | undefined;
  /**
   * The goal that the report answers first; readers can select another in the page. Default: the goal of the optimisation, or else the
   * least mean of the first response in the experiment's `precision`, or of its first response.
   */
  readonly goal?: ReportGoal | undefined;
}

/** Contents and size of a report. */
export interface ReportSummary extends ReplicationCounts {
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Rows of figures per case: one for each declared response, and one for each channel, or for each of its states or elements. */
  readonly responses: number;
  readonly channels: number;
  /** Number of channels with a chart. */
  readonly drawn: number;
}

/**
 * Writes the report of an experiment as one self-contained HTML file. The same results give the same bytes.
 *
 * @throws InvalidInputError `RESULTS_INVALID` with all problems of the folder; `OPTIONS_INVALID` if a requested channel, case or
 *   response does not exist, or if more cases are requested than can be drawn
 * @throws DiscoError `RESULTS_UNWRITABLE` if `out` cannot be written; `PACKAGE_MISSING` without `@duckdb/node-api`
 */
export async function writeReport({
  results: folder,
  out,
  channels: patterns = [],
  cases: askedCases = [],
  goal: given,
}: ReportOptions): Promise<ReportSummary> {
  const logs = await LogDatabase.open();
  try {
    const results = await readResults(folder, logs);
    const { experiment } = results;
    const channels = channelsOf(results.runs);
    const { length: cases } = experiment.cases;
    const outcome = experiment.optimisation?.outcome;
    const responses = [
      ...declaredResponses(experiment.responses, results.runs, cases),
      ...channels.filter(hasRows).flatMap((channel) => responsesOf(channel, cases)),
    ].map((response) => countedResponse(response, outcome));
    const asked = results.asked.map((replications, number) =>
      valuesAsked(experiment, Math.max(0, replications - firstCounted(outcome, number))),
    );
    const goal = findGoal(responses, experiment, given);
    const means = goal && caseMeans(goal.response, experiment);
    const ranking =
      goal && means && outcome === undefined
        ? rankingOf(goal.response, means, { experiment, asked, best: goal.best })
        : undefined;
    const finalists =
      goal && means && outcome && rankFinalists(goal.response, means, outcome, { experiment, best: goal.best }).order;
    const order = ranking?.order ?? finalists ?? experiment.cases.map(({ number }) => number);
    const drawn = drawnCases(order, askedCases);
    const chosen = chooseChannels(channels, responses, patterns);
    const drawings = await readDrawings(results, chosen, drawn, logs);
    // All state channels are charted by default: unlike curves, their shares do not make a report slow to open.
    const groups = stateGroups(patterns.length === 0 ? channels : chosen);
    const best = order.find((number) => drawn.includes(number)) ?? entryAt(drawn, 0);
    const schedules = await readSchedules(results, groups, best, logs);
    const answer = goal && { goal, ranking };
    const bytes = Buffer.from(
      page({ results, asked, channels, responses, drawings, drawn, best, answer, groups, schedules }),
    );
    await writeAside(out, 'the report', bytes);
    const counts = countReplications(results);
    return {
      ...counts,
      bytes: bytes.length,
      responses: responses.length,
      channels: channels.length,
      drawn: chosen.length,
    };
  } finally {
    logs.close();
  }
}

/** A vector with more elements has a chart, but no rows in the tables. */
const MOST_ELEMENTS = 100;

function hasRows({ facts }: ResultChannel): boolean {
  return facts.every(({ channel }) => channel.means.length <= MOST_ELEMENTS);
}
