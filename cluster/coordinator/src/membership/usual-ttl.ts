/** Milliseconds for which a lease holds without a beat, unless a member asks for another time. */
export const USUAL_TTL = 15_000;
