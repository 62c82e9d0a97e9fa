import { readFile } from 'node:fs/promises';

/** Whether a process is there and not just waiting to be reaped by a parent that may not care. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) [ZX] /.test(stat);
}

export function pidsOf(hosts: readonly string[]): number[] {
  return hosts.map((host) => Number(/^process (\d+)$/.exec(host)?.[1]));
}
