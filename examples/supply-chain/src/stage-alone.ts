import { Model, Node } from '@disco-engine/sdk';
import { order, supply } from './simprocs.js';
import { STAGE_COLUMNS } from './stage-columns.js';
import { StageGroup } from './stage-group.js';
import { Study } from './study.js';

/** A stage as its own node: a group of one. */
@Node('stage', { columns: STAGE_COLUMNS })
export class StageAlone extends StageGroup {}

/** The same model with one stage per node; its stages have the same figures. */
@Model({ name: 'supply-chain-by-stage', simprocs: [order, supply], nodes: [StageAlone], parameters: Study })
export class SupplyChainByStage {}
