/** The text of src/library.ts, from the versions of stdlib that the lock file names. */
export declare function bundleLibrary(): Promise<string>;
