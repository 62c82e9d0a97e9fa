/** A file of a new package; `path` is relative to its directory, with forward slashes. */
export interface PackageFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}
