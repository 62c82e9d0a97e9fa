import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { access } from 'node:fs/promises';
import { nearName } from '@disco-engine/kernel';
import { isTransportName, TRANSPORT_NAMES, type TransportName } from '@disco-engine/cluster';
import type { Flags } from './flags.js';

/** Reads `--transport`: a name, or a module as in `./net.js` or `./net.js#net`. What is wrong goes to the problems of the flags. */
export async function readTransportFlag(flags: Flags): Promise<TransportName | URL | undefined> {
  const text = flags.text('transport');
  if (text === undefined || isTransportName(text)) return text;
  if (/[./\\]/.test(text)) return moduleUrl(flags, text);
  const near = nearName(text, TRANSPORT_NAMES);
  const hint = near === undefined ? `give ${TRANSPORT_NAMES.join(', ')}, or a module` : `did you mean ${near}?`;
  flags.refuse('VALUE_INVALID', `--transport is '${text}', which does not exist; ${hint}`);
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
