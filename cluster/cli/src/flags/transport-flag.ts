import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { access } from 'node:fs/promises';
import { isTransportName, TRANSPORT_NAMES, type TransportName } from '@disco-engine/cluster';
import { choiceHint, type Flags } from './flags.js';

/** Reads `--transport`: a name, or a module as in `./net.js` or `./net.js#net`. Problems are added to those of the flags. */
export async function readTransportFlag(flags: Flags): Promise<TransportName | URL | undefined> {
  const text = flags.text('transport');
  if (text === undefined || isTransportName(text)) return text;
  if (/[./\\]/.test(text)) return moduleUrl(flags, text);
  flags.refuse(
    'VALUE_INVALID',
    `--transport is '${text}'; ${choiceHint(text, TRANSPORT_NAMES)}, or a module such as ./net.js`,
  );
  return undefined;
}

async function moduleUrl(flags: Flags, text: string): Promise<URL | undefined> {
  const [file = '', name] = text.split('#', 2);
  const path = resolve(file);
  try {
    await access(path);
  } catch {
    flags.refuse('FILE_UNREADABLE', `--transport: there is no file ${path}`);
    return undefined;
  }
  const url = pathToFileURL(path);
  if (name !== undefined) url.hash = name;
  return url;
}
