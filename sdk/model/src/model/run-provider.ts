import type { DependencyContainer, InjectionToken } from 'tsyringe';

/** Something that constructors of a model may ask for: one instance per run, made when it is first asked for. */
export type RunProvider<T = unknown> = {
  readonly token: InjectionToken<T> | (abstract new (...dependencies: never[]) => T);
} & (
  | { readonly useValue: T }
  | { readonly useClass: new (...dependencies: never[]) => T }
  | { readonly useFactory: (container: DependencyContainer) => T }
);
