import { singleton } from 'tsyringe';
import { describe, expect, it } from 'vitest';
import { explore, inject, injectable, Node, NodeContext, OnEvent, type NodeClass } from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { problemsOf } from '../refusal.js';

function problems(...nodes: readonly NodeClass[]): string[] {
  return problemsOf(() => explore(modelOf({ simprocs: ['order'], nodes })));
}

interface Clock {
  now(): number;
}

/** Calls the decorators as functions, so that the compiler emits no parameter types. */
function withoutMetadata<T extends NodeClass>(node: T): T {
  const descriptor = Object.getOwnPropertyDescriptor(node.prototype, 'take') as TypedPropertyDescriptor<() => void>;
  OnEvent('order')(node.prototype as object, 'take', descriptor);
  Node(node.name)(node);
  return node;
}

describe('missing metadata', () => {
  it('is reported with the options for tsc and for Vitest', () => {
    const bare = withoutMetadata(
      class Bare {
        constructor(readonly context: NodeContext) {}
        take(): void {}
      },
    );
    const [problem] = problems(bare);
    expect(problem).toMatch(/^METADATA_MISSING: the constructor of Bare has 1 parameters/);
    for (const word of [
      '"emitDecoratorMetadata"',
      '"experimentalDecorators"',
      '(tsc)',
      'vitest.config.ts',
      '(Vitest)',
    ]) {
      expect(problem).toContain(word);
    }
    expect(problem).toContain('oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } }');
  });

  it('does not matter to a constructor without parameters', () => {
    const bare = withoutMetadata(
      class Bare {
        take(): void {}
      },
    );
    expect(() => explore(modelOf({ simprocs: ['order'], nodes: [bare] }))).not.toThrow();
  });

  it('is found in a base class whose constructor the node inherits', () => {
    class Base {
      constructor(readonly context: NodeContext) {}
    }
    @Node('derived')
    class Derived extends Base {
      @OnEvent('order')
      take(): void {}
    }
    expect(problems(Derived)).toEqual([
      expect.stringMatching(
        /^METADATA_MISSING: the constructor of Base .*decorate Base, which Derived extends, with @injectable/,
      ),
    ]);
  });

  it('is not reported if the base is decorated, or the node has its own constructor', () => {
    @injectable()
    class Base {
      constructor(readonly context: NodeContext) {}
    }
    @Node('derived')
    class Derived extends Base {
      @OnEvent('order')
      take(): void {}
    }
    const names: string[] = [];
    @Node('own')
    class Own extends Base {
      constructor(context: NodeContext) {
        super(context);
        names.push(context.node);
      }

      @OnEvent('order')
      take(): void {}
    }
    expect(() => explore(modelOf({ simprocs: ['order'], nodes: [Derived, Own] }))).not.toThrow();
  });
});

describe('a parameter that cannot be injected', () => {
  it('has an interface or primitive type, unless a token is named', () => {
    @Node('sound')
    class Sound {
      constructor(
        @inject('clock') readonly clock: Clock,
        readonly context: NodeContext,
        readonly other: Clock,
        readonly count: number,
        readonly action: () => void,
        readonly list: readonly string[],
      ) {}

      @OnEvent('order')
      take(): void {}
    }
    const found = problems(Sound);
    expect(found.map((problem) => /^(\w+): parameter (\d)/.exec(problem)?.slice(1))).toEqual([
      ['CLASS_NOT_INJECTABLE', '3'],
      ['CLASS_NOT_INJECTABLE', '4'],
      ['CLASS_NOT_INJECTABLE', '5'],
      ['CLASS_NOT_INJECTABLE', '6'],
    ]);
    expect(found[0]).toMatch(/of the constructor of Sound .*interface.*@inject/);
  });

  it('would be shared by the whole process', () => {
    @singleton()
    class Shared {}
    @Node('sound')
    class Sound {
      constructor(readonly shared: Shared) {}

      @OnEvent('order')
      take(): void {}
    }
    expect(problems(Sound)).toEqual([
      expect.stringMatching(
        /^PROVIDER_GLOBAL: parameter 1 of the constructor of Sound, Shared, .*providers of the model/,
      ),
    ]);
  });
});
