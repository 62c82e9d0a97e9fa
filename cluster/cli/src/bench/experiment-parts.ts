import type { ExperimentPart } from './experiment-part.js';
import { largeReport } from './large-report.js';
import { sideBySide } from './side-by-side.js';

/** The parts of the benchmark of experiments that need this package. The program is in `testing`, which may not import it. */
export const experimentParts: readonly ExperimentPart[] = [sideBySide, largeReport];
