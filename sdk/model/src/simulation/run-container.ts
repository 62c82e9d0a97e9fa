import { DiscoError, RandomStream } from '@disco-engine/kernel';
import { container as root, Lifecycle, type InjectionToken } from '../model/injection.js';
import { DataLogger } from '../logging/data-logger.js';
import type { ModelSpecification } from '../model/model-specification.js';
import type { RunProvider } from '../model/run-provider.js';
import { NodeContext } from '../node/node-context.js';
import { NodeData } from '../node/node-data.js';

/** The services that the container injects into the constructor of the node being made. */
export interface NodeServices {
  readonly context: NodeContext;
  readonly data: NodeData;
  /** Always returns the same logger; made on demand, as most nodes log nothing. */
  readonly log: () => DataLogger;
  /** Likewise. */
  readonly processes: () => object;
}

/**
 * The container of one run: a child of tsyringe's root that holds only this run's providers. It disposes of what it made
 * itself, last in, first out: tsyringe does not order disposal, and does not dispose of nodes.
 */
export class RunContainer {
  readonly #container = root.createChildContainer();
  readonly #made: unknown[] = [];
  #node: NodeServices | undefined;

  constructor(
    { nodeTypes, parameters, providers }: ModelSpecification,
    values: object | undefined,
    overrides: readonly RunProvider[],
  ) {
    this.#container.register(NodeContext, { useFactory: () => this.#nodeBeingMade().context });
    this.#container.register(NodeData, { useFactory: () => this.#nodeBeingMade().data });
    this.#container.register(DataLogger, { useFactory: () => this.#nodeBeingMade().log() });
    for (const token of new Set(nodeTypes.flatMap(({ support }) => support?.token ?? [])))
      this.#container.register(token as unknown as InjectionToken<object>, {
        useFactory: () => this.#nodeBeingMade().processes(),
      });
    this.#container.register(RandomStream as unknown as InjectionToken<RandomStream>, {
      useFactory: () => this.#nodeBeingMade().context.random(),
    });
    if (parameters !== undefined) this.#container.register(parameters, { useValue: values ?? new parameters() });
    const tokens = new Map([...providers, ...overrides].map((provider) => [provider.token, provider]));
    for (const provider of tokens.values()) this.#provide(provider);
  }

  /** The instance of a token, if something provides it. */
  find<T>(token: abstract new (...dependencies: never[]) => T): T | undefined {
    const injectable = token as unknown as InjectionToken<T>;
    return this.#container.isRegistered(injectable, true) ? this.#container.resolve(injectable) : undefined;
  }

  /** Makes a node, injecting these services. */
  make<T extends object>(nodeClass: new (...dependencies: never[]) => T, services: NodeServices): T {
    this.#node = services;
    try {
      const node = this.#container.resolve(nodeClass as new (...dependencies: unknown[]) => T);
      this.#made.push(node);
      return node;
    } finally {
      this.#node = undefined;
    }
  }

  /** Calls `dispose` on everything made here that has it, even if one of them throws. */
  dispose(): void {
    const errors: unknown[] = [];
    for (const made of this.#made.splice(0).reverse()) {
      try {
        if (isDisposable(made)) made.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#container.clearInstances();
    if (errors.length > 0) throw new AggregateError(errors, 'disposing of the objects of a run failed');
  }

  /** Disposes of a run that could not be created, and rethrows the reason, which an error of the disposal does not hide. */
  abandon(reason: unknown): never {
    try {
      this.dispose();
    } catch (error) {
      throw new AggregateError([reason, error], 'a run could not be created, and disposing of its objects failed', {
        cause: error,
      });
    }
    throw reason;
  }

  #provide(provider: RunProvider): void {
    // tsyringe resolves an abstract class as a token, but its types do not say so.
    const token = provider.token as InjectionToken<unknown>;
    if ('useValue' in provider) this.#container.register(token, { useValue: provider.useValue });
    else if ('useClass' in provider) {
      const options = { lifecycle: Lifecycle.ContainerScoped } as const;
      this.#container.register(
        token,
        { useClass: provider.useClass as new (...dependencies: unknown[]) => unknown },
        options,
      );
      let asking: NodeServices | undefined;
      this.#container.beforeResolution(token, () => (asking = this.#putNodeAside()), { frequency: 'Once' });
      const keep = (_: unknown, instance: unknown): void => {
        this.#node = asking;
        this.#made.push(instance);
      };
      this.#container.afterResolution(token, keep, { frequency: 'Once' });
    } else {
      let made: { readonly instance: unknown } | undefined;
      this.#container.register(token, {
        useFactory: (container) => {
          if (made === undefined) {
            const asking = this.#putNodeAside();
            made = { instance: provider.useFactory(container) };
            this.#node = asking;
            this.#made.push(made.instance);
          }
          return made.instance;
        },
      });
    }
  }

  /** Objects made for the whole run must not get the services of the node that happens to need them first. */
  #putNodeAside(): NodeServices | undefined {
    const node = this.#node;
    this.#node = undefined;
    return node;
  }

  #nodeBeingMade(): NodeServices {
    if (this.#node !== undefined) return this.#node;
    throw new DiscoError(
      'SERVICE_OF_NODE',
      'a provider asked for NodeContext, NodeData, DataLogger, Processes or RandomStream, which belong to one node; inject it into the node, and let the node pass on what is needed',
    );
  }
}

function isDisposable(value: unknown): value is { dispose(): void } {
  return typeof value === 'object' && value !== null && typeof (value as { dispose?: unknown }).dispose === 'function';
}
