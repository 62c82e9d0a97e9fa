/** A file of a new package. `path` is relative to the folder of the package, with forward slashes. */
export interface PackageFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}
