import { setTimeout as sleep } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { readClaim, type Holder, type SeenClaim } from './claim-file.js';
import { isAlive, type ProcessIdentity } from './process-identity.js';

/** Milliseconds from the last renewal of a claim until it counts as abandoned. */
export const LEASE = 15_000;
/** How often a waiting process looks for a renewal during one lease; the holder renews three times per lease. */
const LOOKS = 15;
/** Milliseconds between two looks at a process that is opening the folder, and done with that soon. */
const OPENING_LOOK = 200;

/**
 * Returns when the holder of a claim is gone.
 *
 * @param isPatient whether to wait for a holder that only opens the folder
 * @throws DiscoError `RESULTS_LOCKED` as soon as the holder is known to be alive
 */
export async function awaitEnd(
  file: string,
  folder: string,
  self: ProcessIdentity,
  { isPatient = false }: { readonly isPatient?: boolean } = {},
): Promise<void> {
  let [beat, still] = [NaN, 0];
  for (;;) {
    const found = await livingHolder(file, self, isPatient);
    if (found === undefined) return;
    const { holder } = found;
    still = found.beat === beat ? still + OPENING_LOOK : 0;
    beat = found.beat;
    // A process of this host that is alive but has stopped is not waited for.
    const isSoonOver = holder?.opening === true && still < holder.lease;
    if (!isPatient || !isSoonOver) throw locked(folder, holder);
    await sleep(OPENING_LOOK);
  }
}

/** Waits, if necessary, until it is clear whether the holder of a claim is alive. @returns undefined if it is gone */
async function livingHolder(file: string, self: ProcessIdentity, isPatient: boolean): Promise<SeenClaim | undefined> {
  const first = await readClaim(file);
  if (first === undefined) return undefined;
  const { holder } = first;
  const alive = holder && (await isAlive(holder, self));
  if (alive === true) return first;
  if (alive === false) return undefined;
  const lease = holder?.lease ?? LEASE;
  const looks = isPatient && holder?.opening === true ? Math.ceil(lease / OPENING_LOOK) : LOOKS;
  // Counts looks rather than time, because time also passes while this process itself is halted.
  for (let look = 0; look <= looks; look++) {
    await sleep(lease / looks);
    const seen = await readClaim(file);
    if (seen === undefined) return undefined;
    if (seen.beat !== first.beat) return seen;
  }
  return undefined;
}

function locked(folder: string, holder: Holder | undefined): DiscoError {
  const who = holder ? `process ${holder.process} on host ${holder.host}` : 'a process';
  const since = holder ? ` (since ${holder.since})` : '';
  const lease = (holder?.lease ?? LEASE) / 1000;
  const message =
    `${folder} is in use by ${who}${since}; wait until it ends, stop it, or choose another folder; ` +
    `if it dies, the folder becomes free within ${lease} s`;
  return new DiscoError('RESULTS_LOCKED', message, { file: folder });
}
