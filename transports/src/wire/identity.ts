import { DiscoError, type Seat } from '@disco-engine/kernel';

/** What a worker says about itself before anything else. */
export type Introduction = Pick<Seat, 'worker' | 'workers' | 'identity'>;

/** Name of the entry that workers send but need not agree on. */
const PLATFORM = 'platform';

/**
 * Checks whether two workers run the same thing.
 *
 * @returns undefined if they do, otherwise `HANDSHAKE_REFUSED` with the first difference
 */
export function compareIdentities(own: Introduction, other: Introduction): DiscoError | undefined {
  const ours = factsOf(own);
  const theirs = factsOf(other);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const [name, value] = ours[index] ?? [];
    const [otherName, otherValue] = theirs[index] ?? [];
    if (name === otherName && value === otherValue) continue;
    const text =
      name === otherName
        ? `${name} is ${show(value)} on worker ${own.worker}, but ${show(otherValue)} on worker ${other.worker}`
        : `worker ${own.worker} gives ${told(name)} where worker ${other.worker} gives ${told(otherName)}`;
    return new DiscoError(
      'HANDSHAKE_REFUSED',
      `the workers do not run the same thing: ${text}; ${name === otherName ? remedy(name, own, other) : USUAL_REMEDY}`,
    );
  }
  return undefined;
}

const USUAL_REMEDY = 'start them with the same inputs and version';

function remedy(name: string | undefined, own: Introduction, other: Introduction): string {
  if (name?.startsWith('code of ') === true) return 'give all workers the same files, and restart them';
  if (name?.startsWith('Math.') !== true) return USUAL_REMEDY;
  return (
    `${onWhat(own)}, ${onWhat(other)}; start them on the same platform, or set portableMath (--portable-math) ` +
    "if the model computes only with `math` from '@disco-engine/sdk'"
  );
}

function onWhat({ worker, identity }: Introduction): string {
  const [, platform] = identity.find(([name]) => name === PLATFORM) ?? [];
  return `worker ${worker} runs on ${platform ?? 'an unknown platform'}`;
}

function factsOf({ workers, identity }: Introduction): Introduction['identity'] {
  return [['number of workers', String(workers)], ...identity.filter(([name]) => name !== PLATFORM)];
}

function show(value: string | undefined): string {
  const text = JSON.stringify(value ?? '');
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

function told(name: string | undefined): string {
  return name === undefined ? 'nothing' : show(name);
}
