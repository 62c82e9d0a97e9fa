import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { hasCode } from './error-code.js';

/** Which process is meant, among all of all hosts and containers. What this platform does not tell is empty. */
export interface ProcessIdentity {
  readonly host: string;
  /** Of the kernel since it was started. */
  readonly boot: string;
  /** Where its number counts: a container has a namespace of its own. */
  readonly namespace: string;
  readonly process: number;
  /** When it was started, in ticks since the boot; tells it from a later process of the same number. */
  readonly start: string;
}

/** This process. Without Linux's /proc there is only host and number, by which nobody can say from outside whether it lives. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const own = { host: hostname(), process: process.pid };
  const unknown = { ...own, boot: '', namespace: '', start: '' };
  try {
    const [boot, namespace, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      readFile('/proc/self/stat', 'utf8'),
    ]);
    // In a namespace of its own with the /proc of another one, numbers mean other processes there.
    if (Number.parseInt(stat, 10) !== process.pid) return unknown;
    return { ...own, boot: boot.trim(), namespace, start: statOf(stat).start };
  } catch {
    return unknown;
  }
}

/** Whether a process lives; undefined where that cannot be told from here, as of another container or host. */
export async function isAlive(other: ProcessIdentity, self: ProcessIdentity): Promise<boolean | undefined> {
  const isHere =
    other.boot !== '' &&
    other.boot === self.boot &&
    other.namespace === self.namespace &&
    other.host === self.host &&
    other.start !== '';
  if (!isHere) return undefined;
  try {
    const { state, start } = statOf(await readFile(`/proc/${other.process}/stat`, 'utf8'));
    return start === other.start && state !== 'Z' && state !== 'X';
  } catch {
    return isHidden(other.process) ? undefined : false;
  }
}

/** Whether there is such a process, of which /proc shows this user nothing. */
function isHidden(number: number): boolean {
  try {
    return process.kill(number, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/** Fields 3 and 22; the name before them may hold spaces and brackets. */
function statOf(stat: string): { readonly state: string; readonly start: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}
