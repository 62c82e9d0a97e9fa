/** First number of all advisory locks of the schema. The second one is the term of a leader, or 0 where members claim. */
export const LOCK = 0x64_69_73_63;
