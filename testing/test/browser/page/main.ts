import { runModel, type RunOutcome, type RunRequest } from './runs.js';

// The types of Node know no document.
declare const document: { querySelector(selector: string): { textContent: string } };

/** What the page showed of a run beside its outcome. */
export interface PageOutcome extends RunOutcome {
  /** The texts that the page showed, one after the other. */
  readonly shown: readonly string[];
  /** How often a timer of the page went off while the run was under way. */
  readonly ticks: number;
}

/** Runs a model, shows how far it is, and counts whether the page is still alive meanwhile. */
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
