import { DiscoError } from '@disco-engine/kernel';

/**
 * Loads an optional package on demand.
 *
 * @throws DiscoError `PACKAGE_MISSING`
 */
export async function optionalPackage<Module>(
  name: string,
  what: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const message = `${what} need the package ${name}, which cannot be loaded; install it with: npm install ${name}`;
    throw new DiscoError('PACKAGE_MISSING', message, {}, { cause: error });
  }
}
