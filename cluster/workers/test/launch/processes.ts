import { readFile } from 'node:fs/promises';

/** Whether a process exists and is not just a zombie that its parent has not reaped. */
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
