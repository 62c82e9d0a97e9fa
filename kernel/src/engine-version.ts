/** The version of the engine. Workers of one run must have the same, as results may differ between versions. */
export const ENGINE_VERSION = '0.1.0';
