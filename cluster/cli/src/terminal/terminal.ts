import { colored, plain, type Paint } from './styled.js';

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How a stream shows styles: in colors on a terminal, unless `NO_COLOR` is set or it is a dumb one. `FORCE_COLOR` overrides all of this,
 * as it does in Node: `0` or `false` means never, anything else always.
 */
export function paintOf(stream: Stream, env: Environment = process.env): Paint {
  const { FORCE_COLOR: forced, NO_COLOR: none = '', TERM: term } = env;
  if (forced !== undefined) return forced === '0' || forced === 'false' ? plain : colored;
  return stream.isTTY && none === '' && term !== 'dumb' ? colored : plain;
}

/** Whether a line on this stream can be redrawn. The logs of CI keep every redrawing as a line, so there it is not. */
export function isLive(stream: Stream, env: Environment = process.env): boolean {
  const { CI: ci = '', TERM: term } = env;
  return stream.isTTY && term !== 'dumb' && (ci === '' || ci === '0' || ci === 'false');
}

/** Columns of a terminal; undefined elsewhere, where nothing may be cut off. */
export function widthOf(stream: Stream): number | undefined {
  // A terminal that does not know its size says 0.
  return stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
}
