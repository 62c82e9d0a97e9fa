import { runModel, type RunOutcome, type RunRequest } from './runs.js';

// The types of Node do not include `document`.
declare const document: { querySelector(selector: string): { textContent: string } };

/** What the page showed about a run, in addition to its outcome. */
export interface PageOutcome extends RunOutcome {
  /** The texts that the page showed, in order. */
  readonly shown: readonly string[];
  /** How often a timer of the page fired during the run. */
  readonly ticks: number;
}

/** Runs a model, shows its progress, and counts whether the page stays responsive. */
async function showRun(request: RunRequest): Promise<PageOutcome> {
  const output = document.querySelector('output');
  const shown = new Set<string>();
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  const outcome = await runModel(request, ({ epoch, until, activations }) => {
    output.textContent = `${Math.floor((100 * epoch) / until)} %, ${activations} activations`;
    shown.add(output.textContent);
  });
  clearInterval(timer);
  return { ...outcome, shown: [...shown], ticks };
}

export const page = { showRun };

Object.assign(globalThis, { page });
