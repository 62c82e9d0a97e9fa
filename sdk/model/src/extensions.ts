// For packages that extend the SDK: table readers, scenario stores, log sinks, experiments. Models need none of this.
export { DisjointSets, type Grouping } from './graph/disjoint-sets.js';
export { textColumn } from './scenario/column-of.js';
export { isMissing, rowCount, rowsOf, valueAt } from './scenario/column.js';
export { MemoryColumns } from './scenario/column-source.js';
export { compareChannels, LOG_KINDS } from './logging/log-channel.js';
export { ChangeList } from './logging/change-list.js';
export { TotalLevel, type MemberChanges } from './logging/total-level.js';
export { TOTAL_NODE, totalChannel } from './logging/total-channel.js';
export { RecordedChannels } from './logging/recorded-channels.js';
export { logFailure, sinkInUse } from './logging/log-failure.js';
export { namePatterns } from './observation/name-patterns.js';
export { mathAnswers, type MathAnswers, type MathFunctions } from './machine/math-answers.js';
export { platformName } from './machine/platform-name.js';
export { scenarioHashes, type ScenarioHashes } from './scenario/scenario-hashes.js';
export { parameterValues } from './simulation/parameters.js';
export { placeNodes } from './simulation/placement.js';
