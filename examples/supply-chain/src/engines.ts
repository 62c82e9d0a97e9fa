import { fileURLToPath } from 'node:url';
import { readChain } from './chain-file.js';

const CHAINS = ['02', '08', '16'];

/** Cases of this example for the comparison of JavaScript engines (`npm run -s engines`), which passes the chains to them. */
export const engineSuites = [
  {
    name: 'supply chain',
    module: new URL('engine-cases.js', import.meta.url),
    input: () =>
      Promise.all(
        CHAINS.map((chain) => readChain(fileURLToPath(new URL(`../data/chain_${chain}.csv`, import.meta.url)))),
      ),
  },
];
