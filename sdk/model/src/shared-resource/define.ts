import type { EventBatch, Problem, SimprocSpec } from '@disco-engine/kernel';
import { injectable } from 'tsyringe';
import { DataLogger } from '../logging/data-logger.js';
import { OnEvent } from '../model/method-decorators.js';
import type { NodeTypeSpecification } from '../model/model-specification.js';
import { Node } from '../model/node-decorator.js';
import type { NodeClass } from '../model/node-class.js';
import { part, type Part } from '../model/part.js';
import { simproc } from '../model/simproc.js';
import { NodeContext } from '../node/node-context.js';
import { NodeData } from '../node/node-data.js';
import type { ScenarioBuilder } from '../scenario/scenario-builder.js';
import { askingNode } from './asking-node.js';
import type { Answered, Claimed } from './messages.js';
import { SharedResource, type SharedResourceLayers } from './shared-resource.js';
import { SharedResourceOwner } from './shared-resource-owner.js';

/** The parameters of the part that a shared resource is. */
export interface SharedResourceParameters {
  /** How many units an owner has, unless its vertex has a column `capacity`. */
  capacity: number;
}

/** What `sharedResource` returns: a class to extend. */
export interface SharedResourceClass extends Pick<SharedResourceLayers, 'request' | 'grant'> {
  new (context: NodeContext): SharedResource;
  /** What a model names in `uses`: two simprocs, `NAME.request` and `NAME.grant`, and the node type of the owner, `NAME`. */
  readonly part: Part<SharedResourceParameters>;
  /** The class of the owner. */
  readonly Owner: NodeClass<SharedResourceOwner>;
  /** Adds the edges by which nodes ask an owner, and have its answers: all by the keys of their vertices. */
  connect(builder: ScenarioBuilder, owner: string, nodes: Iterable<string>): void;
}

/** What `sharedResource` takes. */
export interface SharedResourceOptions {
  /** Default of the parameter `NAME.capacity`: a whole number of at least 0; 1 by default. */
  readonly capacity?: number | undefined;
  /** What each request, grant and release takes at least: a number above 0, or `'next'`, the least delay, which is the default. */
  readonly delay?: number | 'next' | undefined;
}

/**
 * Units that one node has and others ask for, by events: it works whatever workers they are on. Extend the class that it returns: nodes
 * ask for units by that class in their constructors, and models use its part.
 *
 * @example
 * export class Operators extends sharedResource('operators', { capacity: 2 }) {}
 *
 * // in a process of a node whose constructor has `private readonly operators: Operators`
 * const unit = yield* this.operators.acquire({ patience: 5 });
 *
 * @Model({ name: 'plant', uses: [Operators.part], simprocs: [work], nodes: [Machine] })
 */
export function sharedResource(
  name: string,
  { capacity = 1, delay = 'next' }: SharedResourceOptions = {},
): SharedResourceClass {
  const request = simproc<Claimed>(`${name}.request`, { minimumDelay: delay });
  const grant = simproc<Answered>(`${name}.grant`, { minimumDelay: delay });
  const layers: SharedResourceLayers = { name, request, grant };
  const key = Symbol(name);

  class Parameters implements SharedResourceParameters {
    capacity = capacity;
  }

  @Node(name)
  class Owner extends SharedResourceOwner {
    constructor(context: NodeContext, data: NodeData, log: DataLogger, parameters: Parameters) {
      super(context, log, layers, data.number('capacity', parameters.capacity));
    }

    @OnEvent(request, { sends: [grant] })
    override claimed(batch: EventBatch<Claimed>): void {
      super.claimed(batch);
    }
  }

  @injectable()
  class Shared extends SharedResource {
    static readonly request = request;
    static readonly grant = grant;
    static readonly Owner = Owner;
    static readonly part = part({ name, simprocs: [request, grant], nodes: [Owner], parameters: Parameters });

    constructor(context: NodeContext) {
      super(context, layers, key);
    }

    static connect(builder: ScenarioBuilder, owner: string, nodes: Iterable<string>): void {
      for (const node of nodes) builder.edge(request.name, node, owner).edge(grant.name, owner, node);
    }

    static extendNode(
      type: NodeTypeSpecification,
      simprocs: readonly SimprocSpec[],
      problems: Problem[],
    ): NodeTypeSpecification {
      // The class that extends this one is injected, and its author has not decorated it.
      injectable()(this);
      return askingNode(type, layers, key, simprocs, problems);
    }
  }
  return Shared;
}
