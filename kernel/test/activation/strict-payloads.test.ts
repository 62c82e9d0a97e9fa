import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { layer } from '../sketch.js';
import { Trial, type NodeView, type TrialOptions } from '../trial.js';

const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };

/** a sends the payload for epoch 1 and then acts; what b receives is passed to `receive`. */
function deliver(
  payload: unknown,
  {
    after = () => {},
    receive = () => {},
  }: { after?: (node: NodeView) => void; receive?: (payload: never) => void } = {},
  options: TrialOptions = { payloads: 'strict' },
): Trial {
  const trial = new Trial(
    sketch,
    {
      x: (node, batch) => {
        for (const event of batch) receive(event.payload as never);
        if (node.name !== 'a') return;
        node.send('b/x', 1, payload);
        after(node);
      },
    },
    options,
  );
  trial.kernel.advance(Infinity);
  return trial;
}

describe('a strict run', () => {
  it('refuses an invalid payload when it is sent, with the path of the offending value', () => {
    const error = thrownBy(() => deliver({ lines: [{ price: 1 }, { price: () => 2 }] }));
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'a' } });
    expect(error.cause).toMatchObject({
      code: 'PAYLOAD_INVALID',
      place: { node: 'a', simproc: 'x', epoch: 0, target: 'b/x' },
    });
    expect((error.cause as Error).message).toContain('payload.lines[1].price is a function');
  });

  it('sends and freezes nothing when it refuses', () => {
    const payload = { fine: { count: 1 }, bad: Symbol('no') };
    const codes: string[] = [];
    const trial = new Trial(
      sketch,
      {
        x: (node) => {
          if (node.name !== 'a') return;
          codes.push(thrownBy(() => node.send('b/x', 1, payload)).code);
          payload.fine.count += 1;
          node.send('b/x', 1, 'instead');
        },
      },
      { payloads: 'strict' },
    );
    trial.kernel.advance(Infinity);
    expect(codes).toEqual(['PAYLOAD_INVALID']);
    expect(trial.of('b/x')).toEqual(['0 []', '1 [a/x#0="instead"]']);
  });

  it('freezes nothing when a send is refused for another reason', () => {
    const payload = { count: 1 };
    const trial = new Trial(
      sketch,
      { x: (node) => node.name === 'a' && thrownBy(() => node.send('b/x', NaN, payload)) },
      {
        payloads: 'strict',
      },
    );
    trial.kernel.advance(Infinity);
    expect(Object.isFrozen(payload)).toBe(false);
  });

  it('makes a sender fail that changes a payload after sending it', () => {
    const payload = { lines: [1] };
    expect(thrownBy(() => deliver(payload, { after: () => payload.lines.push(2) })).cause).toBeInstanceOf(TypeError);
  });

  it('makes a receiver fail that changes what it received', () => {
    const receive = (order: { count: number }): void => {
      order.count = 2;
    };
    const error = thrownBy(() => deliver({ count: 1 }, { receive }));
    expect(error).toMatchObject({ place: { node: 'b', simproc: 'x', epoch: 1 } });
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it('protects values that cannot be frozen from the sender', () => {
    const payload = { stock: new Map([['a', 1]]), vector: Float64Array.of(1, 2) };
    const received: unknown[] = [];
    deliver(payload, {
      after: () => {
        payload.stock.set('b', 2);
        payload.vector[0] = 9;
      },
      receive: (value) => received.push(structuredClone(value)),
    });
    expect(received).toEqual([{ stock: new Map([['a', 1]]), vector: Float64Array.of(1, 2) }]);
  });

  it('gives the same digest as a trusted one', () => {
    const payload = { lines: [1, { price: -0 }], when: new Date(7) };
    const strict = deliver(payload).kernel.digest;
    expect(deliver({ lines: [1, { price: -0 }], when: new Date(7) }, {}, { payloads: 'trusted' }).kernel.digest).toBe(
      strict,
    );
  });
});

describe('a trusted run', () => {
  it('passes on the payload itself, unchecked', () => {
    class Order {
      quantity = 1;
    }
    const order = new Order();
    const received: unknown[] = [];
    deliver(order, { receive: (value) => received.push(value) }, {});
    expect(received[0]).toBe(order);
    expect(Object.isFrozen(order)).toBe(false);
  });
});
