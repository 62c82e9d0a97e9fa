import { Model, Node } from '@disco-engine/sdk';
import { order, supply } from './simprocs.js';
import { STAGE_COLUMNS } from './stage-columns.js';
import { StageGroup } from './stage-group.js';
import { Study } from './study.js';

/** All stages of an echelon. They never trade with each other, since each is one echelon above its farthest customer. */
@Node('stage', { distinctBy: ['echelon'], columns: STAGE_COLUMNS })
export class StageEchelon extends StageGroup {}

/** The same model with one echelon per node, for a report of a page or two; its stages have the same figures. */
@Model({ name: 'supply-chain-by-echelon', simprocs: [order, supply], nodes: [StageEchelon], parameters: Study })
export class SupplyChainByEchelon {}
