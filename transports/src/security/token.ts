import { open } from 'node:fs/promises';
import { DiscoError, type Problem } from '@disco-engine/kernel';

/** Fewer than this can be guessed. */
export const LEAST_TOKEN_BYTES = 16;
/** What was drawn at random has more distinct bytes than this, even as 16 hexadecimal digits; `aaaa…` and `abcabc…` have fewer. */
export const LEAST_DISTINCT_BYTES = 6;

/** What is wrong with a token; undefined where nothing is. */
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
 * Reads a token from a file that nobody but its owner can read. White space around the token does not count.
 *
 * @throws DiscoError `TOKEN_EXPOSED` where group or others can read the file; what the file system says
 */
export async function readTokenFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    // Of the open file, which nobody can replace in between.
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
