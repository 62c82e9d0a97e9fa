/** The first byte of a value in the binary form of payloads. The numbers are part of the format; only append. */
export const enum PayloadTag {
  Null,
  False,
  True,
  /** 4 bytes. */
  Int32,
  /** 8 bytes. */
  Double,
  /** A size and a byte for each UTF-16 unit, where all are below 256. */
  Text,
  /** A size and two bytes for each UTF-16 unit. */
  WideText,
  /** Its hexadecimal digits, as a text. */
  BigInt,
  /** 8 bytes: its time. */
  Date,
  /** A size and the values. */
  List,
  /** A size, and a key and a value for each entry. */
  Map,
  /** A size and the values. */
  Set,
  /** The number of its shape, the keys if they have not been written yet, and the values. */
  Record,
  /** The class with index i in `TYPED_ARRAYS` has the tag `TypedArray + i`, a size in bytes, and the bytes. */
  TypedArray = 32,
  /** A byte from here on is a whole number by itself: 0 to 191. */
  SmallNumber = 64,
}

/** So many different lists of keys are remembered; further ones are written with each record. */
export const MOST_SHAPES = 64;
