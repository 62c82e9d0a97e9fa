/** The text of src/library.ts, from the versions of stdlib in the lock file. */
export declare function bundleLibrary(): Promise<string>;
