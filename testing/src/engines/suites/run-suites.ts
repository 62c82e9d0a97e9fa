import type { CaseLine, CasesOf, Outcome } from './engine-case.js';

/** The last line; without it, an engine has not reached the end. */
export const END = 'end of all cases';

/**
 * Runs the cases of all suites one after another, and prints a line for each. If a case throws, that is its outcome.
 *
 * @param input by suite
 */
export async function runSuites(
  suites: Readonly<Record<string, CasesOf>>,
  input: Readonly<Record<string, unknown>>,
  print: (line: string) => void,
): Promise<void> {
  for (const [suite, casesOf] of Object.entries(suites)) {
    for (const { name, run } of casesOf(input[suite])) {
      const line: CaseLine = { suite, name, ...(await outcomeOf(run)) };
      print(JSON.stringify(line));
    }
  }
  print(END);
}

async function outcomeOf(run: () => Outcome | Promise<Outcome>): Promise<Outcome | { readonly error: string }> {
  try {
    return await run();
  } catch (error) {
    return { error: String(error) };
  }
}
