import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { DiscoError } from '@disco-engine/kernel';
import type { ChannelListener } from '../hosts/channel.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { FrameStream } from './frame-stream.js';
import { LineReader } from './line-reader.js';
import type { PeerAddress } from './peer-address.js';
import { drawNonce, isProof, proofOf } from './proof.js';
import type { Trust } from './trust.js';

/**
 * A worker that somebody started with `disco worker`, reached over its control channel. It outlives the launcher: `kill` lets it go,
 * and it ends the run.
 *
 * @throws DiscoError `WORKER_UNREACHABLE`, `TOKEN_REFUSED`, `WORKER_TAKEN`
 */
export async function remoteHost(peer: PeerAddress, trust: Trust, lostAfter: number): Promise<WorkerHost> {
  const { socket, rest } = await admitted(peer, trust, lostAfter);
  let listener: ChannelListener | undefined;
  let gone = (): void => {};
  const closed = new Promise<void>((resolve) => (gone = resolve));
  const early: unknown[] = [];
  const stream = new FrameStream(
    socket,
    rest,
    lostAfter,
    (message) => (listener === undefined ? early.push(message) : listener.message(message)),
    (reason) => {
      listener?.closed(reason);
      gone();
    },
  );
  socket.resume();
  return {
    name: peer.text,
    stays: true,
    channel: {
      post: (message) => stream.post(message),
      listen: (given) => {
        listener = given;
        for (const message of early.splice(0)) given.message(message);
      },
    },
    kill: async () => {
      stream.end();
      await closed;
    },
  };
}

async function admitted(
  peer: PeerAddress,
  { token, tls }: Trust,
  lostAfter: number,
): Promise<{ socket: Socket; rest: Buffer }> {
  const { control } = peer;
  const socket = tls === undefined || 'path' in control ? connect(control) : connectTls({ ...control, ...tls });
  socket.on('error', () => undefined);
  try {
    const reader = new LineReader(socket, lostAfter);
    const [protocol, version, nonce = ''] = (await reader.line()).split(' ');
    if (protocol !== 'disco-control' || version !== '1')
      throw new Error('what answers there is no worker of this version');
    const own = drawNonce();
    const proof = token === undefined ? '-' : proofOf(token, 'launcher', own, nonce);
    socket.write(`${own} ${proof} ${lostAfter}\n`);
    const answer = await reader.line();
    const [word, first = '', ...others] = answer.split(' ');
    if (word === 'refused') throw new DiscoError(first, `${peer.text}: ${others.join(' ')}`);
    if (token !== undefined && !isProof(first, proofOf(token, 'worker', nonce, own)))
      throw new DiscoError('TOKEN_REFUSED', `${peer.text}: the token of the worker is not that of the launcher`);
    return { socket, rest: reader.rest };
  } catch (cause) {
    socket.destroy();
    if (cause instanceof DiscoError) throw cause;
    const where = 'path' in control ? control.path : `${control.host}:${control.port}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const why = `worker ${peer.text} cannot be reached by its control channel at ${where}: ${reason}`;
    throw new DiscoError('WORKER_UNREACHABLE', `${why}; see whether 'disco worker' runs there`, {}, { cause });
  }
}
