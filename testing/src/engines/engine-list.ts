import { chromiumEngine } from './chromium.js';
import type { Engine } from './engine.js';
import { node, nodeOnArm64 } from './node-engines.js';
import { javaScriptCore, spiderMonkey } from './shell-engines.js';

/**
 * All engines, in the order of the table. The first Node is the oldest supported version; the others are the latest of
 * their lines.
 */
export const ENGINES: readonly Engine[] = [
  node('20.19.0'),
  node('22.23.5'),
  node('24.22.3'),
  node('26.12.1'),
  chromiumEngine,
  nodeOnArm64('20.20.2'),
  javaScriptCore,
  spiderMonkey,
];
