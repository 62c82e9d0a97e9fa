/** The ways in which the model of a new package can be written. */
export const STYLES = ['handler', 'process'] as const;
export type Style = (typeof STYLES)[number];
