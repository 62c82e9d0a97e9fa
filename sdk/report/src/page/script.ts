import { GRAPH_SCRIPT } from './graph-script.js';
import { TABLE_SCRIPT } from './table-script.js';

/** The script of the page, which does without it what it can. */
export const SCRIPT = `'use strict';
${TABLE_SCRIPT}${GRAPH_SCRIPT}`;
