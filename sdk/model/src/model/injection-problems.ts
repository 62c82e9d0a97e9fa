import { container } from './injection.js';
import type { Problem } from '@disco-engine/kernel';
import type { NodeClass } from './node-class.js';

const HOW_TO_EMIT =
  'set "experimentalDecorators" and "emitDecoratorMetadata" in the tsconfig.json that covers the file (tsc), and oxc: ' +
  '{ decorator: { legacy: true, emitDecoratorMetadata: true } } in vitest.config.ts (Vitest); esbuild and Node itself cannot emit it';

/** Reasons why the container cannot, or should not, make a node class. */
export function* injectionProblems(node: NodeClass): Iterable<Problem> {
  const types = Reflect.getMetadata('design:paramtypes', node) as readonly unknown[] | undefined;
  if (types === undefined) {
    const owner = ownerOfConstructor(node);
    if (owner.length === 0) return;
    const message = `the constructor of ${owner.name} has ${owner.length} parameters, but there is no metadata with their types: `;
    const remedy =
      owner === node ? HOW_TO_EMIT : `decorate ${owner.name}, which ${node.name} extends, with @injectable()`;
    yield { code: 'METADATA_MISSING', message: message + remedy };
    return;
  }
  const tokens = (Reflect.getOwnMetadata(INJECTION_TOKENS, node) ?? {}) as Readonly<Record<number, unknown>>;
  for (const [index, type] of types.entries()) {
    if (index in tokens) continue;
    const where = `parameter ${index + 1} of the constructor of ${node.name}`;
    if (type === undefined) {
      yield {
        code: 'METADATA_MISSING',
        message: `${where} has a class that was not yet defined: two files import each other; move what both need into a third`,
      };
    } else if (typeof type !== 'function' || NO_CLASS.has(type)) {
      const message = `${where} has a type that is not a class at run time (an interface, a primitive, or an import with "import type"); import the class, or name a token with @inject`;
      yield { code: 'CLASS_NOT_INJECTABLE', message };
    } else if (container.isRegistered(type as new (...dependencies: unknown[]) => object)) {
      const message = `${where}, ${(type as NodeClass).name}, is registered for the whole process (by @singleton or in the global container) and would outlive the run; list it in the providers of the model`;
      yield { code: 'PROVIDER_GLOBAL', message };
    }
  }
}

/** The class itself, or the nearest superclass whose constructor has parameters: a constructor may be inherited. */
function ownerOfConstructor(node: NodeClass): NodeClass {
  for (let owner: unknown = node; typeof owner === 'function'; owner = Object.getPrototypeOf(owner)) {
    if (owner.length > 0) return owner as NodeClass;
  }
  return node;
}

/** The metadata key under which tsyringe keeps the arguments of `@inject`. */
const INJECTION_TOKENS = 'injectionTokens';
const NO_CLASS = new Set<unknown>([Object, String, Number, Boolean, Function, Array, Symbol, BigInt]);
