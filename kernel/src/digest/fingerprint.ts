import { avalanche, Mixer } from './mixer.js';
import { mixPayload } from './mix-payload.js';

/**
 * 16 hexadecimal digits that are the same for equal plain data and almost certainly differ for different data. Not
 * cryptographic.
 *
 * @param data a payload: plain objects, arrays, typed arrays, numbers, strings, …
 */
export function fingerprint(data: unknown): string {
  const mixer = new Mixer();
  mixPayload(mixer, data);
  mixer.pair(0, 0);
  mixer.pair(0, 0);
  const high = avalanche(mixer.high ^ mixer.low);
  const low = avalanche(mixer.low + high);
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
