import type { ExperimentPart } from './experiment-part.js';
import { largeReport } from './large-report.js';
import { sideBySide } from './side-by-side.js';

/** Parts of the benchmark of experiments that need this package; the program is in `testing`, which may not import it. */
export const experimentParts: readonly ExperimentPart[] = [sideBySide, largeReport];
