/** The version of the engine. All workers of a run must have the same, because results may differ between versions. */
export const ENGINE_VERSION = '0.1.0';
