import type { DependencyContainer, InjectionToken } from './injection.js';

/** A service that constructors of a model may inject: one instance per run, made on first use. */
export type RunProvider<T = unknown> = {
  readonly token: InjectionToken<T> | (abstract new (...dependencies: never[]) => T);
} & (
  | { readonly useValue: T }
  | { readonly useClass: new (...dependencies: never[]) => T }
  | { readonly useFactory: (container: DependencyContainer) => T }
);
