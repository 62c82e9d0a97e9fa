import { DiscoError, type Seat } from '@disco-engine/kernel';
import { isProof, NONCE_BYTES, prove, PROOF_BYTES } from '../security/proof.js';
import { WIRE_VERSION } from '../wire/wire-limits.js';
import { FrameKind, frameOf, MOST_HANDSHAKE_BYTES, violation } from './session-frame.js';

/** The worker at one end of a connection. */
export interface Introduction extends Pick<Seat, 'worker' | 'workers' | 'identity'> {
  readonly wire: number;
  /** Drawn at random for each pair of workers and run, so that a restarted worker is not mistaken for the old one. */
  readonly session: string;
  /** Session of the other side, if known. */
  readonly knows: string;
  /** Number of the last message received. */
  readonly received: number;
}

/** Random numbers from both sides. */
export interface Nonces {
  readonly listener: Uint8Array;
  readonly dialler: Uint8Array;
}

type Proven = FrameKind.Hello | FrameKind.Welcome | FrameKind.Refused;
const PURPOSES: Record<Proven, string> = {
  [FrameKind.Hello]: 'hello',
  [FrameKind.Welcome]: 'welcome',
  [FrameKind.Refused]: 'refused',
};

export function challengeFrame(nonce: Uint8Array): Uint8Array {
  return frameOf(FrameKind.Challenge, nonce);
}

export function helloFrame(own: Introduction, nonces: Nonces, token: Uint8Array | undefined): Uint8Array {
  return provenFrame(FrameKind.Hello, own, nonces, token);
}

export function welcomeFrame(own: Introduction, nonces: Nonces, token: Uint8Array | undefined): Uint8Array {
  return provenFrame(FrameKind.Welcome, own, nonces, token);
}

/** @param nonces omitted on a connection where both sides have proved their identity */
export function refusedFrame(error: DiscoError, nonces?: Nonces, token?: Uint8Array): Uint8Array {
  const reason = { code: error.code, message: error.message.slice(0, 4096) };
  return provenFrame(FrameKind.Refused, reason, nonces ?? NO_NONCES, token);
}

/** @throws DiscoError `FRAME_TOO_LARGE` if the content is too long */
function provenFrame(kind: Proven, content: unknown, nonces: Nonces, token: Uint8Array | undefined): Uint8Array {
  const text = Buffer.from(JSON.stringify(content));
  const proof = prove(token, PURPOSES[kind], [nonces.listener, nonces.dialler, text]);
  const frame = frameOf(kind, nonces.dialler, proof, text);
  if (frame.length > MOST_HANDSHAKE_BYTES)
    throw new DiscoError(
      'FRAME_TOO_LARGE',
      `the introduction of this worker takes ${frame.length} bytes; at most ${MOST_HANDSHAKE_BYTES} are allowed. ` +
        'Put hashes of long values into the identity of the run',
    );
  return frame;
}

/** A frame with a proof, parsed but not yet verified. */
export interface ProvenBody {
  readonly dialler: Uint8Array;
  readonly proof: Uint8Array;
  readonly text: Uint8Array;
}

/** @throws DiscoError `PROTOCOL_VIOLATION` */
export function provenBody(body: Uint8Array): ProvenBody {
  if (body.length < NONCE_BYTES + PROOF_BYTES) throw violation('a handshake frame is too short');
  return {
    dialler: body.subarray(0, NONCE_BYTES),
    proof: body.subarray(NONCE_BYTES, NONCE_BYTES + PROOF_BYTES),
    text: body.subarray(NONCE_BYTES + PROOF_BYTES),
  };
}

export function isProven(kind: Proven, body: ProvenBody, nonces: Nonces, token: Uint8Array | undefined): boolean {
  return isProof(body.proof, prove(token, PURPOSES[kind], [nonces.listener, nonces.dialler, body.text]));
}

/**
 * @param reader number of the worker that reads it
 * @throws DiscoError `HANDSHAKE_REFUSED` if the wire versions differ, since the rest may then have another meaning;
 * `PROTOCOL_VIOLATION`
 */
export function readIntroduction({ text }: ProvenBody, reader: number): Introduction {
  const { wire, worker, workers, session, knows, received, identity } = readObject(text);
  if (isCount(wire) && wire !== WIRE_VERSION)
    throw new DiscoError(
      'HANDSHAKE_REFUSED',
      `wire version is ${WIRE_VERSION} on worker ${reader}, but ${wire} on ${isCount(worker) ? `worker ${worker}` : 'the other'}; ` +
        'start all workers with the same version of the engine',
    );
  if (isCount(wire) && isCount(worker) && isCount(workers) && isCount(received))
    if (isId(session) && (knows === '' || isId(knows)) && isIdentity(identity))
      return { wire, worker, workers, session, knows, received, identity };
  throw violation('a handshake frame has invalid content');
}

/** @throws DiscoError `PROTOCOL_VIOLATION` */
export function readRefusal({ text }: ProvenBody): DiscoError {
  const { code, message } = readObject(text);
  if (typeof code !== 'string' || !/^[A-Z_]{1,40}$/.test(code) || typeof message !== 'string')
    throw violation('a refusal has no valid reason');
  return new DiscoError(code, message.slice(0, 4096));
}

function readObject(text: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text).toString());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw violation('a handshake frame does not contain a JSON object');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function isIdentity(value: unknown): value is Seat['identity'] {
  return (
    Array.isArray(value) &&
    value.every(
      (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'),
    )
  );
}

const NO_NONCES: Nonces = { listener: new Uint8Array(NONCE_BYTES), dialler: new Uint8Array(NONCE_BYTES) };
