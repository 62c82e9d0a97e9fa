/** Lists of numbers begin at multiples of this, so that they can be read where they are. */
export const ALIGNMENT = 8;

/** UTF-8 has no form for it. */
export const LONE_SURROGATE = /\p{Surrogate}/u;

export type Numbers = Float64Array | Int32Array | Uint16Array | Uint8Array | BigInt64Array;
