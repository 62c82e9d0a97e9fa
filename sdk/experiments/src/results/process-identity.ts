import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { hasCode } from './error-code.js';

/** Identifies a process among all hosts and containers. Fields that the platform does not provide are empty. */
export interface ProcessIdentity {
  readonly host: string;
  /** Boot id of the running kernel. */
  readonly boot: string;
  /** PID namespace; each container has its own. */
  readonly namespace: string;
  readonly process: number;
  /** Start time in ticks since boot; distinguishes it from a later process with the same PID. */
  readonly start: string;
}

/** This process. Without Linux's /proc there are only host and PID, which do not show other processes whether it is alive. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const own = { host: hostname(), process: process.pid };
  const unknown = { ...own, boot: '', namespace: '', start: '' };
  try {
    const [boot, namespace, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      readFile('/proc/self/stat', 'utf8'),
    ]);
    // With the /proc of a different namespace, the PIDs there belong to other processes.
    if (Number.parseInt(stat, 10) !== process.pid) return unknown;
    return { ...own, boot: boot.trim(), namespace, start: statOf(stat).start };
  } catch {
    return unknown;
  }
}

/** Whether a process is alive; undefined if that cannot be determined from here, as for another container or host. */
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

/** Whether the process exists although /proc hides it from this user. */
function isHidden(number: number): boolean {
  try {
    return process.kill(number, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/** Fields 3 and 22; the process name before them may contain spaces and brackets. */
function statOf(stat: string): { readonly state: string; readonly start: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}
