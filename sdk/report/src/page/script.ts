import { ANSWER_SCRIPT } from './answer-script.js';
import { GRAPH_SCRIPT } from './graph-script.js';
import { TABLE_SCRIPT } from './table-script.js';

/** The page's script. The page stays readable without it. */
export const SCRIPT = `'use strict';
${ANSWER_SCRIPT}${TABLE_SCRIPT}${GRAPH_SCRIPT}`;
