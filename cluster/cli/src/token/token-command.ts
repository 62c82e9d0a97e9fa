import { createTokenFile, drawToken } from '@disco-engine/transports/security';
import { Flags } from '../flags/flags.js';
import { TOKEN_FORM } from './token-spec.js';

/**
 * `disco token`: makes a token, in a file or on stdout.
 *
 * @throws DiscoError `FILE_EXISTS`, `FILE_UNWRITABLE`
 */
export async function token(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, TOKEN_FORM);
  flags.throwIfAny();
  const path = flags.argument(0);
  if (path === '') return `${drawToken()}\n`;
  await createTokenFile(path);
  return `${path}: a new token, which only you can read; give it with --token-file\n`;
}
