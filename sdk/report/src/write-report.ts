import {
  channelsOf,
  declaredResponses,
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
import { caseMeans, rankingOf, type Ranking } from './figures/ranking.js';
import { readDrawings } from './figures/read-drawings.js';
import { readSchedules } from './figures/schedule.js';
import { stateGroups } from './figures/state-groups.js';
import { countReplications, type ReplicationCounts } from './page/overview.js';
import { page } from './page/page.js';

/** What `writeReport` is told. */
export interface ReportOptions {
  /** Folder that an experiment has written its results to. It is only read. */
  readonly results: string;
  /** The HTML file, which is written over. */
  readonly out: string;
  /** Channels to draw, each as `NODE/NAME`, where `*` stands for any text; the 50 that vary most by default. */
  readonly channels?: readonly string[] | undefined;
  /** Numbers of the cases to draw, at most eight; by default those with the best means of the goal. Tables have all cases. */
  readonly cases?: readonly number[] | undefined;
  /**
   * What the report answers first; a reader may choose another in the page. By default the least mean of the response that the experiment
   * wants to know precisely, otherwise of its first one.
   */
  readonly goal?: ReportGoal | undefined;
}

/** What a report is made of. */
export interface ReportSummary extends ReplicationCounts {
  /** Size of the file. */
  readonly bytes: number;
  /** Rows of figures for each case: one of each response that is declared, and of each channel, or one of each of its states or elements. */
  readonly responses: number;
  readonly channels: number;
  /** Channels that have a chart. */
  readonly drawn: number;
}

/**
 * Writes the report of an experiment: one HTML file that needs nothing else and loads nothing. The same results give the same bytes.
 *
 * @throws InvalidInputError `RESULTS_INVALID` with all problems of the folder; `OPTIONS_INVALID` where it has no such channel, case or
 *   response, or more cases than can be drawn
 * @throws DiscoError `RESULTS_UNWRITABLE` where `out` cannot be written; `PACKAGE_MISSING` without `@duckdb/node-api`
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
    const responses = [
      ...declaredResponses(experiment.responses, results.runs, cases),
      ...channels.filter(hasRows).flatMap((channel) => responsesOf(channel, cases)),
    ];
    const asked = results.asked.map((replications) => valuesAsked(experiment, replications));
    const goal = findGoal(responses, experiment, given);
    const ranking =
      goal && rankingOf(goal.response, caseMeans(goal.response, experiment), { experiment, asked, best: goal.best });
    const drawn = drawnCases(ranking?.order ?? experiment.cases.map(({ number }) => number), askedCases);
    const chosen = chooseChannels(channels, responses, patterns);
    const drawings = await readDrawings(results, chosen, drawn, logs);
    // Shares of states are no curves, which make a report slow to open.
    const groups = stateGroups(patterns.length === 0 ? channels : chosen);
    const best = bestOf(drawn, ranking);
    const schedules = await readSchedules(results, groups, best, logs);
    const answer = goal && ranking && { goal, ranking };
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

/** A vector with more elements is drawn, and has no rows in the tables. */
const MOST_ELEMENTS = 100;

function hasRows({ facts }: ResultChannel): boolean {
  return facts.every(({ channel }) => channel.means.length <= MOST_ELEMENTS);
}

/** The best of the cases that are drawn. */
function bestOf(drawn: readonly number[], ranking: Ranking | undefined): number {
  return ranking?.order.find((number) => drawn.includes(number)) ?? entryAt(drawn, 0);
}
