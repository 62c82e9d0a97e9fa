import { open } from 'node:fs/promises';
import { DiscoError, type Problem } from '@disco-engine/kernel';

/** A shorter token could be guessed. */
export const LEAST_TOKEN_BYTES = 16;
/**
 * A randomly drawn token has at least this many distinct bytes, even as 16 hexadecimal digits; `aaaa…` and `abcabc…`
 * have fewer.
 */
export const LEAST_DISTINCT_BYTES = 6;

/** What is wrong with a token, or undefined if it is fine. */
export function tokenProblem(token: string | Uint8Array): Problem | undefined {
  const bytes = Buffer.from(token);
  const distinct = new Set(bytes).size;
  if (bytes.length < LEAST_TOKEN_BYTES)
    return weak(`the token has ${bytes.length} bytes; use at least ${LEAST_TOKEN_BYTES}, drawn at random`);
  if (distinct < LEAST_DISTINCT_BYTES)
    return weak(
      `the token is easy to guess: it has ${distinct} distinct ${distinct === 1 ? 'byte' : 'bytes'}; ` +
        `use at least ${LEAST_DISTINCT_BYTES}, drawn at random`,
    );
  return undefined;
}

/**
 * Reads a token from a file that only its owner can read. White space around the token is ignored.
 *
 * @throws DiscoError `TOKEN_EXPOSED` if the group or others can read the file; errors of the file system
 */
export async function readTokenFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    // Of the open file, which cannot be replaced in between.
    const { mode } = await file.stat();
    if (process.platform !== 'win32' && (mode & GROUP_OR_OTHERS_READ) !== 0)
      throw new DiscoError(
        'TOKEN_EXPOSED',
        `${path} can be read by other users (mode ${(mode & 0o777).toString(8).padStart(4, '0')}); run: chmod 600 ${path}`,
      );
    return (await file.readFile('utf8')).trim();
  } finally {
    await file.close();
  }
}

function weak(message: string): Problem {
  return { code: 'TOKEN_WEAK', message };
}

const GROUP_OR_OTHERS_READ = 0o044;
