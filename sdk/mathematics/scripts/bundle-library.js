import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { rolldown } from 'rolldown';

const require = createRequire(import.meta.url);

/** What src/library.ts exports, by the name of the module that has it. */
const FUNCTIONS = {
  acos: 'acos',
  acosh: 'acosh',
  asin: 'asin',
  asinh: 'asinh',
  atan: 'atan',
  atan2: 'atan2',
  atanh: 'atanh',
  cbrt: 'cbrt',
  cos: 'cos',
  cosh: 'cosh',
  erf: 'erf',
  erfc: 'erfc',
  erfcinv: 'erfcinv',
  exp: 'exp',
  expm1: 'expm1',
  gamma: 'gamma',
  gammainc: 'gammainc',
  gammaincinv: 'gammaincinv',
  gammaln: 'gammaln',
  hypot: 'hypot',
  kernelBetainc: 'kernel-betainc',
  kernelBetaincinv: 'kernel-betaincinv',
  ln: 'ln',
  log10: 'log10',
  log1p: 'log1p',
  log2: 'log2',
  pow: 'pow',
  sin: 'sin',
  sinh: 'sinh',
  tan: 'tan',
  tanh: 'tanh',
};

/** What stdlib carries for engines of before 2015, or for messages: here the engine's own, or nothing. */
const REPLACED = {
  '@stdlib/array-float64': 'export default Float64Array;',
  '@stdlib/array-uint32': 'export default Uint32Array;',
  '@stdlib/array-uint16': 'export default Uint16Array;',
  '@stdlib/array-uint8': 'export default Uint8Array;',
  '@stdlib/utils-define-nonenumerable-read-only-property':
    'export default (object, name, value) => Object.defineProperty(object, name, { value });',
  debug: 'export default () => () => {};',
};

/**
 * Errors of the locked versions. In 0.3.1 of gammainc the asymptotic series for x > 1,000 begins with the factor a / x where
 * (a - 1) / x is right (Boost's `incomplete_tgamma_large_x_series`): Q(1000, 1001) is 0.51 there and 0.48 in truth.
 */
const CORRECTED = [
  {
    file: '/math-base-special-gammainc/lib/tgamma_i_large_x_series.js',
    wrong: 'var a = a1;',
    right: 'var a = a1 - 1.0;',
  },
];

/** The text of src/library.ts. */
export async function bundleLibrary() {
  const names = Object.entries(FUNCTIONS);
  const bundle = await rolldown({
    input: 'library',
    platform: 'neutral',
    resolve: { mainFields: ['main'] },
    treeshake: { moduleSideEffects: false },
    plugins: [
      {
        name: 'library',
        resolveId: (id) => (id === 'library' || id in REPLACED ? `\0${id}` : null),
        load(id) {
          if (id !== '\0library') return REPLACED[id.slice(1)];
          return names
            .map(([name, module]) => `export { default as ${name} } from '@stdlib/math-base-special-${module}';`)
            .join('\n');
        },
        transform: (code, id) =>
          id.includes('@stdlib') && !id.startsWith('\0') ? asModule(corrected(code, id)) : null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', comments: false });
  await bundle.close();
  const [chunk] = output;
  if (output.length !== 1 || /\b(require|exports|process|window|global)\b/.test(chunk.code))
    throw new Error('the bundle is more than one chunk of plain functions');
  return `${header(names)}${chunk.code.replaceAll(/^\/\/ .*\n/gm, '')}`;
}

function corrected(code, id) {
  const correction = CORRECTED.find(({ file }) => id.endsWith(file));
  if (correction === undefined) return code;
  const { file, wrong, right } = correction;
  if (!code.includes(wrong)) throw new Error(`${file} has changed: look whether the correction is still needed`);
  return code.replace(wrong, right);
}

/** A file of stdlib is a CommonJS module of one shape; as an ES module it is bundled into plain functions, without a wrapper. */
function asModule(code) {
  return code
    .replaceAll(/^var (\w+) = require\( '([^']+)' \)\.(\w+);/gm, "import $1 from '$2/lib/$3.js';")
    .replaceAll(/^var (\w+) = require\( '([^']+)' \);/gm, (_, name, module) => {
      const second = code.includes(`${name}.assign(`) ? ` import ${name}Assign from '${module}/lib/assign.js';` : '';
      return `import ${name} from '${module}';${second}`;
    })
    .replaceAll(/(\w+)\.assign\(/g, '$1Assign(')
    .replaceAll(/^setReadOnly\( .* \);$/gm, '')
    .replace(/^module\.exports = /m, 'export default ');
}

function header(names) {
  const versions = names.map(([, module]) => {
    const { version } = JSON.parse(
      readFileSync(require.resolve(`@stdlib/math-base-special-${module}/package.json`), 'utf8'),
    );
    return `${module} ${version}`;
  });
  return `// @ts-nocheck
// Written by \`npm run -s mathematics\`; not to be edited. Functions of stdlib (https://stdlib.io), Copyright (c) The Stdlib Authors,
// Apache License 2.0, with parts of FreeBSD's msun (Copyright (c) Sun Microsystems, Inc.), Cephes (Copyright (c) Stephen L.
// Moshier) and Boost (Copyright (c) John Maddock, Boost Software License 1.0); see NOTICE.
// @stdlib/math-base-special-*: ${versions.join(', ')}.
`;
}
