import { describe, expect, it } from 'vitest';
import {
  AdvancePromise,
  explore,
  Model,
  Node,
  OnEvent,
  Process,
  simproc,
  type Steps,
  type ModelOptions,
  type NodeClass,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { problemsOf, thrownBy } from '../refusal.js';

@Node('sound')
class Sound {
  @OnEvent('order', { sends: ['supply'], selfRelations: ['supply'] })
  take(): void {}

  @OnEvent('supply')
  receive(): void {}
}

const simprocs = ['order', 'supply'];

function problems(node: NodeClass, more: Partial<ModelOptions> = {}): string[] {
  return problemsOf(() => explore(modelOf({ simprocs, nodes: [Sound, node], ...more })));
}

describe('the explorer', () => {
  it('makes frozen plain data from decorated classes', () => {
    const model = explore(modelOf({ simprocs: [simproc('order', { minimumDelay: 2 }), 'supply'], nodes: [Sound] }));
    expect(model.simprocs).toEqual([
      { name: 'order', minimumDelay: 2, complete: false },
      { name: 'supply', minimumDelay: 0, complete: false },
    ]);
    expect(model.nodeTypes[0]).toMatchObject({
      name: 'sound',
      handles: [0, 1],
      sends: [[0, 1]],
      selfRelations: [[0, 1]],
      timers: undefined,
      handlerMethods: ['take', 'receive'],
    });
    expect([model, model.simprocs, model.nodeTypes, model.nodeTypes[0]].every(Object.isFrozen)).toBe(true);
  });

  it('knows for which simprocs a node sets timers if all of its handlers declare it', () => {
    @Node('declared')
    class Declared {
      @OnEvent('order', { timers: ['supply'] })
      take(): void {}

      @OnEvent('supply', { timers: [] })
      receive(): void {}
    }
    @Node('half')
    class Half {
      @OnEvent('order', { timers: [] })
      take(): void {}

      @OnEvent('supply')
      receive(): void {}
    }
    const { nodeTypes } = explore(modelOf({ simprocs, nodes: [Declared, Half] }));
    expect(nodeTypes.map(({ timers }) => timers)).toEqual([[[0, 1]], undefined]);
  });

  it('does not know it if processes run in the node', () => {
    @Node('working')
    class Working {
      @OnEvent('order', { timers: [] })
      take(): void {}

      @Process()
      *work(): Steps {}
    }
    expect(explore(modelOf({ simprocs: ['order'], nodes: [Working] })).nodeTypes[0]?.timers).toBeUndefined();
  });

  it('finds an unknown simproc in a handler, in sends, in self relations and in a promise', () => {
    @Node('lost')
    class Lost {
      @OnEvent('odrer')
      take(): void {}

      @OnEvent('order', { sends: ['suply'], selfRelations: ['sulpy'], timers: ['suppply'] })
      other(): void {}

      @AdvancePromise('spuply')
      promise(): number {
        return 0;
      }
    }
    const found = problems(Lost);
    for (const [method, name] of [
      ['take', 'odrer'],
      ['other', 'suply'],
      ['other', 'sulpy'],
      ['other', 'suppply'],
      ['promise', 'spuply'],
    ]) {
      const expected = `SIMPROC_UNKNOWN: Lost.${method} names simproc '${name}', which the model does not have; it has: order, supply`;
      expect(found).toContain(expected);
    }
    expect(found).toHaveLength(5);
  });

  it('finds two handlers, and two promises, for one simproc', () => {
    @Node('twice')
    class Twice {
      @OnEvent('order')
      take(): void {}

      @OnEvent('order')
      takeToo(): void {}

      @AdvancePromise('order')
      promise(): number {
        return 0;
      }

      @AdvancePromise('order')
      promiseToo(): number {
        return 0;
      }
    }
    expect(problems(Twice)).toEqual([
      "HANDLER_REPEATED: class Twice has two handlers for simproc 'order': take and takeToo",
      "HANDLER_REPEATED: class Twice has two promise methods for simproc 'order': promise and promiseToo",
    ]);
  });

  it('finds a promise without a handler', () => {
    @Node('keen')
    class Keen {
      @OnEvent('order')
      take(): void {}

      @AdvancePromise('supply')
      promise(): number {
        return 0;
      }
    }
    expect(problems(Keen)).toEqual([
      "HANDLER_MISSING: Keen.promise makes promises for simproc 'supply', which the class does not handle",
    ]);
  });

  it('finds a self relation to a simproc that the class does not handle', () => {
    @Node('half')
    class Half {
      @OnEvent('order', { selfRelations: ['supply'] })
      take(): void {}
    }
    expect(problems(Half)).toEqual([
      expect.stringMatching(/^HANDLER_MISSING: self relation order → supply of node type 'half'/),
    ]);
  });

  it('finds a class without a handler, and a simproc without a handler', () => {
    @Node('idle')
    class Idle {}
    expect(problems(Idle, { simprocs: ['order', 'supply', 'stock'] })).toEqual([
      "HANDLER_MISSING: node type 'idle' (class Idle) has no @OnEvent method",
      "HANDLER_MISSING: no node class has an @OnEvent method for simproc 'stock'",
    ]);
  });

  it('finds duplicate and empty names', () => {
    @Node('sound')
    class Same {
      @OnEvent('order')
      take(): void {}
    }
    @Node('')
    class Nameless {
      @OnEvent('order')
      take(): void {}
    }
    const found = problems(Same, { simprocs: ['order', 'supply', 'order'], nodes: [Sound, Same, Nameless] });
    expect(found).toContain("SIMPROC_REPEATED: the name 'order' occurs twice");
    expect(found).toContain("NODE_REPEATED: the name 'sound' occurs twice");
    expect(found).toContain('NAME_EMPTY: a simproc or a node type has an empty name');
  });

  it('finds a label type that an option of @Node names twice', () => {
    @Node('yard', { distinctBy: ['site', 'owner', 'site'] })
    class Yard {
      @OnEvent('order')
      take(): void {}
    }
    expect(thrownBy(() => explore(modelOf({ simprocs, nodes: [Sound, Yard] })))).toMatchObject({
      code: 'MODEL_INVALID',
      problems: [{ code: 'NAME_REPEATED', message: "distinctBy of Yard names 'site' twice" }],
    });
  });

  it('finds a class without @Node, even if it extends a class with it, and a model without @Model', () => {
    class Plain extends Sound {}
    expect(problems(Plain)).toEqual(['NODE_UNDECORATED: class Plain has no @Node decorator']);
    // oxlint-disable-next-line typescript/no-extraneous-class -- the missing decorator is what is tested
    class Unmodelled {}
    expect(problemsOf(() => explore(Unmodelled))).toEqual([
      'MODEL_UNDECORATED: class Unmodelled has no @Model decorator',
    ]);
  });

  it('finds a model without simprocs and nodes', () => {
    @Model({ name: 'empty', simprocs: [], nodes: [] })
    class Empty {}
    expect(problemsOf(() => explore(Empty))).toEqual([
      'SIMPROC_MISSING: the model lists no simproc',
      'NODE_MISSING: the model lists no node class',
    ]);
  });

  it('finds invalid minimum delays', () => {
    const delays = [NaN, -1, Infinity].map((minimumDelay, index) => simproc(`s${index}`, { minimumDelay }));
    const found = problems(Sound, { simprocs: [...simprocs, ...delays], nodes: [Sound] });
    expect(found.filter((problem) => problem.startsWith('DELAY_INVALID'))).toEqual([
      expect.stringContaining("'s0' has minimum delay NaN"),
      expect.stringContaining("'s1' has minimum delay -1"),
      expect.stringContaining("'s2' has minimum delay Infinity"),
    ]);
  });

  it('finds zero-delay relations that lead upwards or to themselves', () => {
    @Node('upside')
    class UpsideDown {
      @OnEvent('order', { selfRelations: ['order'] })
      take(): void {}

      @OnEvent('supply', { sends: ['order'], selfRelations: ['order'] })
      receive(): void {}
    }
    const found = problems(UpsideDown);
    expect(found).toHaveLength(3);
    expect(found).toContainEqual(
      expect.stringMatching(/^CYCLE_WITHOUT_DELAY: a cycle of zero delay: upside\/order → upside\/order/),
    );
    expect(found).toContainEqual(expect.stringMatching(/^LINK_UPWARDS_WITHOUT_DELAY: sends supply → order/));
    expect(found).toContainEqual(expect.stringMatching(/^LINK_UPWARDS_WITHOUT_DELAY: self relation supply → order/));
    expect(() =>
      explore(modelOf({ simprocs: [simproc('order', { minimumDelay: 1 }), 'supply'], nodes: [UpsideDown] })),
    ).not.toThrow();
  });

  it('reports all problems in one error', () => {
    @Node('sound')
    class Wrong {
      constructor(readonly unknown: string) {}

      @OnEvent('order', { sends: ['nowhere'] })
      take(): void {}

      @OnEvent('order')
      takeToo(): void {}

      @OnEvent('supply', { sends: ['order'] })
      receive(): void {}
    }
    class Plain extends Sound {}
    const codes = problemsOf(() =>
      explore(modelOf({ simprocs: [...simprocs, 'stock'], nodes: [Sound, Wrong, Plain] })),
    ).map((problem) => problem.split(':')[0]);
    expect(codes.sort()).toEqual([
      'CLASS_NOT_INJECTABLE',
      'HANDLER_MISSING',
      'HANDLER_REPEATED',
      'LINK_UPWARDS_WITHOUT_DELAY',
      'NODE_REPEATED',
      'NODE_UNDECORATED',
      'SIMPROC_UNKNOWN',
    ]);
  });
});
