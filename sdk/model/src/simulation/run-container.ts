import { DiscoError, RandomStream } from '@disco-engine/kernel';
import { container as root, Lifecycle, type InjectionToken } from 'tsyringe';
import { DataLogger } from '../logging/data-logger.js';
import type { ModelSpecification } from '../model/model-specification.js';
import type { RunProvider } from '../model/run-provider.js';
import { NodeContext } from '../node/node-context.js';
import { NodeData } from '../node/node-data.js';

/** What the container gives to the constructor of the node that is being made. */
export interface NodeServices {
  readonly context: NodeContext;
  readonly data: NodeData;
  /** Always the same one; made when it is asked for, as most nodes log nothing. */
  readonly log: () => DataLogger;
  /** The same. */
  readonly processes: () => object;
}

/**
 * The container of one run: a child of tsyringe's root that holds nothing but this run's providers. Disposal is ours, last in,
 * first out, as tsyringe neither orders it nor reaches what a node holds.
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

  /** The instance of a token, if anything provides it. */
  find<T>(token: abstract new (...dependencies: never[]) => T): T | undefined {
    const injectable = token as unknown as InjectionToken<T>;
    return this.#container.isRegistered(injectable, true) ? this.#container.resolve(injectable) : undefined;
  }

  /** Makes a node, whose constructor gets these services. */
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

  /** Calls `dispose` of everything that was made and has it; all of them, even where one throws. */
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
    if (errors.length > 0) throw new AggregateError(errors, 'what a run had made could not be disposed of');
  }

  /** Disposes of a run that could not be made, and throws the reason; what disposal throws does not hide it. */
  abandon(reason: unknown): never {
    try {
      this.dispose();
    } catch (error) {
      throw new AggregateError([reason, error], 'a run could not be made, nor what it had made disposed of', {
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

  /** What is made for the whole run must not have the services of the node that happens to ask for it first. */
  #putNodeAside(): NodeServices | undefined {
    const node = this.#node;
    this.#node = undefined;
    return node;
  }

  #nodeBeingMade(): NodeServices {
    if (this.#node !== undefined) return this.#node;
    throw new DiscoError(
      'SERVICE_OF_NODE',
      'a provider asked for NodeContext, NodeData, DataLogger, Processes or RandomStream, which belong to one node; let the node hand on what is needed',
    );
  }
}

function isDisposable(value: unknown): value is { dispose(): void } {
  return typeof value === 'object' && value !== null && typeof (value as { dispose?: unknown }).dispose === 'function';
}
