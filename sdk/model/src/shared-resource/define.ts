import type { EventBatch, Problem, SimprocSpec } from '@disco-engine/kernel';
import { injectable } from '../model/injection.js';
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

/** The parameters of the part of a shared resource. */
export interface SharedResourceParameters {
  /** Number of units of an owner, unless its vertex has a column `capacity`. */
  capacity: number;
}

/** The result of `sharedResource`: a class to extend. */
export interface SharedResourceClass extends Pick<SharedResourceLayers, 'request' | 'grant'> {
  new (context: NodeContext): SharedResource;
  /**
   * The part to list in a model's `uses`: two simprocs, `NAME.request` and `NAME.grant`, and the node type of the owner,
   * `NAME`.
   */
  readonly part: Part<SharedResourceParameters>;
  /** The class of the owner. */
  readonly Owner: NodeClass<SharedResourceOwner>;
  /**
   * Adds the edges by which nodes send requests to an owner and receive its grants; owner and nodes are given by their vertex
   * keys.
   */
  connect(builder: ScenarioBuilder, owner: string, nodes: Iterable<string>): void;
}

/** The options of `sharedResource`. */
export interface SharedResourceOptions {
  /** Default of the parameter `NAME.capacity`: a whole number of at least 0; 1 by default. */
  readonly capacity?: number | undefined;
  /**
   * The least time that each request, grant and release takes: a number above 0, or `'next'`, the least possible delay, which
   * is the default.
   */
  readonly delay?: number | 'next' | undefined;
}

/**
 * Units that one node owns and others request by events, so it works whatever workers they are on. Extend the class that it
 * returns: nodes inject that class into their constructors, and models use its part.
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
      // The extending class is injected, and its author has not decorated it.
      injectable()(this);
      return askingNode(type, layers, key, simprocs, problems);
    }
  }
  return Shared;
}
