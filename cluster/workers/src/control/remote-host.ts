import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { DiscoError } from '@disco-engine/kernel';
import { clientTls, type TrustOptions } from '@disco-engine/transports/security';
import type { ChannelListener } from '../hosts/channel.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { FrameStream, MessageTooLarge } from './frame-stream.js';
import { drawNonce, hasProved, proofOf, PROTOCOL } from './handshake.js';
import { ConnectionClosed, LineReader } from './line-reader.js';
import type { PeerAddress } from './peer-address.js';

/**
 * A worker that was started with `disco worker`, controlled over its control channel. It outlives the launcher: `kill`
 * releases it, and it ends the run.
 *
 * @throws DiscoError `WORKER_UNREACHABLE`, `TOKEN_REFUSED`, `WORKER_TAKEN`, `WORKER_DRAINING`
 */
export async function remoteHost(peer: PeerAddress, trust: TrustOptions, lostAfter: number): Promise<WorkerHost> {
  const { socket, rest, limits } = await admittedInTime(peer, trust, lostAfter);
  let listener: ChannelListener | undefined;
  let gone = (): void => {};
  const closed = new Promise<void>((resolve) => (gone = resolve));
  const early: unknown[] = [];
  const stream = new FrameStream(socket, rest, lostAfter, {
    messageLimit: MOST_ANSWER,
    message: (message) => (listener === undefined ? early.push(message) : listener.message(message)),
    closed(reason) {
      listener?.closed(reason);
      gone();
    },
  });
  socket.resume();
  return {
    name: peer.text,
    stays: true,
    channel: {
      post: (message) => {
        const isRun = (message as { command?: { command?: string } }).command?.command === 'initialize';
        try {
          stream.post(message, isRun ? limits.runBytes : limits.commandBytes);
        } catch (cause) {
          if (!(cause instanceof MessageTooLarge)) throw cause;
          const hint = isRun ? "; start it with a larger '--max-message'" : '';
          throw new DiscoError('COMMAND_TOO_LARGE', `a command for ${peer.text} is too large: ${cause.message}${hint}`);
        }
      },
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

interface Admission {
  readonly socket: Socket;
  readonly rest: Buffer;
  readonly limits: { readonly commandBytes: number; readonly runBytes: number };
}

/**
 * Retries if the worker hangs up without an explanation: a crowd of strangers may have evicted this launcher before its
 * proof.
 */
async function admittedInTime(peer: PeerAddress, trust: TrustOptions, lostAfter: number): Promise<Admission> {
  const deadline = AbortSignal.timeout(lostAfter);
  for (let tries = 1; ; tries++) {
    try {
      return await admitted(peer, trust, lostAfter, deadline);
    } catch (cause) {
      if (cause instanceof DiscoError) throw cause;
      const { control } = peer;
      if (cause instanceof ConnectionClosed && !deadline.aborted && tries < MOST_TRIES) {
        await sleep(tries * BETWEEN_TRIES);
        continue;
      }
      const where = 'path' in control ? control.path : `${control.host}:${control.port}`;
      const isSecure = trust.tls !== undefined && !('path' in control);
      const told = cause instanceof Error ? cause.message : String(cause);
      const hint = cause instanceof ConnectionClosed && isSecure ? ', which is also how it refuses a certificate' : '';
      const reason = deadline.aborted ? `it did not answer within ${lostAfter} ms` : `${told}${hint}`;
      const why = `worker ${peer.text} cannot be reached through its control channel at ${where}: ${reason}`;
      throw new DiscoError('WORKER_UNREACHABLE', `${why}; check that 'disco worker' is running there`, {}, { cause });
    }
  }
}

async function admitted(
  { control, text }: PeerAddress,
  { token, tls }: TrustOptions,
  lostAfter: number,
  deadline: AbortSignal,
): Promise<Admission> {
  const socket =
    tls === undefined || 'path' in control ? connect(control) : connectTls({ ...control, ...clientTls(tls) });
  socket.on('error', () => undefined);
  const giveUp = (): void => void socket.destroy();
  deadline.addEventListener('abort', giveUp);
  try {
    const reader = new LineReader(socket);
    const greeting = await reader.line();
    if (!greeting.startsWith(`${PROTOCOL} `)) throw new Error('it is not a worker of this version');
    const nonces = { launcher: drawNonce(), worker: greeting.slice(PROTOCOL.length + 1) };
    socket.write(`${nonces.launcher} ${proofOf('launcher', token, nonces)} ${lostAfter}\n`);
    const answer = await reader.line();
    const [word, first = '', ...others] = answer.split(' ');
    if (word === 'refused') throw refusal(text, first, others.join(' '));
    if (!hasProved('worker', first, token, nonces))
      throw new DiscoError('TOKEN_REFUSED', `${text}: the worker and the launcher have different tokens`);
    const [commandBytes = NaN, runBytes = NaN] = others.map(Number);
    if (!(commandBytes > 0 && runBytes > 0)) throw new Error('its welcome does not state its limits');
    return { socket, rest: reader.rest, limits: { commandBytes, runBytes } };
  } catch (cause) {
    socket.destroy();
    throw cause;
  } finally {
    deadline.removeEventListener('abort', giveUp);
  }
}

/** A refusal is untrusted input, so only codes that refusals use are accepted. */
function refusal(text: string, code: string, why: string): DiscoError {
  const known = (['WORKER_TAKEN', 'WORKER_DRAINING'] as const).find((one) => one === code) ?? 'TOKEN_REFUSED';
  return new DiscoError(known, `${text}: ${why}`);
}

/** Maximum bytes of a reply, which may contain what a function of the model's module has collected. */
const MOST_ANSWER = 256 * 2 ** 20;
const MOST_TRIES = 20;
/** Milliseconds, multiplied by the number of attempts so far. */
const BETWEEN_TRIES = 10;
