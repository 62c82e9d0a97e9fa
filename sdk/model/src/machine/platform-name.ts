// See ../platform/host.ts for why these are declared here.
declare const process: { readonly version?: string; readonly platform?: string; readonly arch?: string } | undefined;
declare const navigator: { readonly userAgent?: string } | undefined;

/** The platform that runs this code, for messages: `Node v20.19.0, linux x64`, or the user agent of a browser. */
export function platformName(): string {
  if (typeof process === 'object' && process.version !== undefined)
    return `Node ${process.version}, ${process.platform} ${process.arch}`;
  return (typeof navigator === 'object' && navigator.userAgent) || 'an unknown platform';
}
