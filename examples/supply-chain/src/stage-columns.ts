/** The columns of each stage that the model reads. */
export const STAGE_COLUMNS = {
  leadTime: 'float64',
  serviceTime: { type: 'float64', default: 0 },
  baseStock: 'float64',
  safetyStock: { type: 'float64', default: 0 },
  unitValue: { type: 'float64', default: 0 },
  dailyDemand: 'float64',
  externalMean: { type: 'float64', optional: true },
  externalDeviation: { type: 'float64', optional: true },
} as const;
