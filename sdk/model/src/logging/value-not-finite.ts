import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { LogChannel } from './log-channel.js';

/** The error for a recorded value that is not a finite number. @param index of the element of a vector */
export function valueNotFinite(
  { node, name, kind }: Pick<LogChannel, 'node' | 'name' | 'kind'>,
  epoch: number,
  value: unknown,
  index: number | undefined,
): DiscoError {
  const what = index === undefined ? '' : ` for element ${index}`;
  const remedy =
    kind === 'series' || kind === 'tally' || kind === 'histogram'
      ? 'record finite numbers, and nothing if there is no value'
      : 'record finite numbers';
  return new DiscoError(
    'VALUE_NOT_FINITE',
    `node '${node}' recorded ${shownValue(value)}${what} in log channel '${name}' at epoch ${epoch}; ${remedy}`,
    { node, channel: name, epoch },
  );
}
