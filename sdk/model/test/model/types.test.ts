import { expect, test } from 'vitest';
import { AdvancePromise, type EventBatch, type NodeContext, OnEvent, OnInit, simproc } from '@disco-engine/sdk';

interface Order {
  readonly quantity: number;
}
const order = simproc<Order>('order');
const tick = simproc<null>('tick');

/** Never instantiated: the compiler is the test, as it must refuse each marked line. */
class Typed {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(order, { sends: [tick], selfRelations: ['supply'] })
  takes(orders: EventBatch<Order>): number {
    return orders.payload(0).quantity;
  }

  @OnEvent(order)
  takesNothing(): void {}

  @OnEvent(order)
  takesLess(orders: EventBatch<{ readonly quantity: number | string }>): void {
    void orders;
  }

  @OnEvent('supply')
  takesByName(numbers: EventBatch<number>): void {
    void numbers;
  }

  // @ts-expect-error a handler of orders does not receive numbers
  @OnEvent(order)
  takesAnother(numbers: EventBatch<number>): void {
    void numbers;
  }

  // @ts-expect-error a handler receives a batch, not a payload
  @OnEvent(order)
  takesOne(one: Order): void {
    void one;
  }

  // @ts-expect-error a handler receives only one argument
  @OnEvent(order)
  takesTwo(orders: EventBatch<Order>, more: number): void {
    void [orders, more];
  }

  // @ts-expect-error only methods handle events
  @OnEvent(order)
  field = 1;

  @AdvancePromise(order)
  promises(): number {
    return 1;
  }

  // @ts-expect-error a promise is an epoch
  @AdvancePromise(order)
  promisesText(): string {
    return '1';
  }

  // @ts-expect-error a promise method takes no argument
  @AdvancePromise(order)
  promisesWhat(epoch: number): number {
    return epoch;
  }

  // @ts-expect-error an @OnInit method takes no argument
  @OnInit()
  opens(epoch: number): void {
    void epoch;
  }

  sends(): void {
    this.context.send({ node: 'a', simproc: order, payload: { quantity: 1 } });
    this.context.send({ node: 'a', simproc: order, payload: { quantity: 1 }, delay: 1 });
    this.context.send({ node: 'a', simproc: 'order', payload: 'of any type' });
    // @ts-expect-error an order has a quantity
    this.context.send({ node: 'a', simproc: order, payload: {} });
    // @ts-expect-error an order has a quantity that is a number
    this.context.send({ node: 'a', simproc: order, payload: { quantity: 'one' } });
    // @ts-expect-error either an epoch or a delay
    this.context.send({ node: 'a', simproc: order, payload: { quantity: 1 }, delay: 1, epoch: 2 });
    const customers = this.context.successors(order);
    customers.send(0, { quantity: 1 });
    customers.sendAt(0, { quantity: 1 }, 3);
    // @ts-expect-error the payload type of a layer follows from its simproc
    customers.send(0, 1);
    // @ts-expect-error likewise at an epoch
    customers.sendAt(0, null, 3);
    // @ts-expect-error likewise for the node itself
    this.context.self(tick).send(0, 1);
  }
}

test('simprocs of different payloads are different types', () => {
  // @ts-expect-error a simproc of orders is not a simproc of null
  const other: typeof tick = order;
  expect(other.name).toBe('order');
  expect(Object.getOwnPropertyNames(Typed.prototype)).toContain('sends');
});
