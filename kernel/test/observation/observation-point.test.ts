import { describe, expect, it } from 'vitest';
import { ObservationPoint, type Observer } from '@disco-engine/kernel';
import { unhandledDuring } from './unhandled.js';

function point() {
  const changes: boolean[] = [];
  const made: ObservationPoint<number> = new ObservationPoint<number>(() => changes.push(made.observed));
  return { point: made, changes };
}

describe('an observation point', () => {
  it('notifies every observer of everything, in the order of subscription', () => {
    const { point: numbers } = point();
    const seen: string[] = [];
    numbers.subscribe((value) => seen.push(`first ${value}`));
    numbers.subscribe({ next: (value) => seen.push(`second ${value}`) });
    numbers.subscribe({});
    numbers.emit(1);
    numbers.emit(2);
    expect(seen).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
  });

  it('knows whether anybody listens, and reports when that changes', () => {
    const { point: numbers, changes } = point();
    expect(numbers.observed).toBe(false);
    const subscription = numbers.subscribe(() => {});
    expect(numbers.observed).toBe(true);
    subscription.unsubscribe();
    subscription.unsubscribe();
    expect(numbers.observed).toBe(false);
    expect(changes).toEqual([true, false]);
  });

  it('lets an observer unsubscribe itself inside next, without affecting others', () => {
    const { point: numbers } = point();
    const seen: string[] = [];
    const once = numbers.subscribe((value) => {
      seen.push(`once ${value}`);
      once.unsubscribe();
    });
    numbers.subscribe((value) => seen.push(`always ${value}`));
    numbers.emit(1);
    numbers.emit(2);
    expect(seen).toEqual(['once 1', 'always 1', 'always 2']);
  });

  it('sends nothing more to an observer that another has just unsubscribed', () => {
    const { point: numbers } = point();
    const seen: number[] = [];
    numbers.subscribe(() => later.unsubscribe());
    const later = numbers.subscribe((value) => seen.push(value));
    numbers.emit(1);
    expect(seen).toEqual([]);
  });

  it('keeps the subscriptions of one observer apart', () => {
    const { point: numbers } = point();
    const seen: number[] = [];
    const observer: Observer<number> = { next: (value) => seen.push(value) };
    const first = numbers.subscribe(observer);
    numbers.subscribe(observer);
    numbers.emit(1);
    first.unsubscribe();
    numbers.emit(2);
    expect(seen).toEqual([1, 1, 2]);
  });

  it('notifies an observer that subscribes inside next from the next value on', () => {
    const { point: numbers } = point();
    const seen: number[] = [];
    const outer = numbers.subscribe(() => {
      outer.unsubscribe();
      numbers.subscribe((value) => seen.push(value));
    });
    numbers.emit(1);
    numbers.emit(2);
    expect(seen).toEqual([2]);
  });

  it('drops an observer that throws, reports its error outside, and continues with the others', async () => {
    const { point: numbers } = point();
    const seen: number[] = [];
    let calls = 0;
    const error = new Error('not my day');
    const unhandled = await unhandledDuring(() => {
      numbers.subscribe(() => {
        calls += 1;
        throw error;
      });
      numbers.subscribe((value) => seen.push(value));
      numbers.emit(1);
      numbers.emit(2);
    });
    expect(unhandled).toEqual([error]);
    expect(calls).toBe(1);
    expect(seen).toEqual([1, 2]);
  });

  it('completes once, and immediately for later subscribers', () => {
    const { point: numbers } = point();
    const seen: string[] = [];
    numbers.subscribe({ next: (value) => seen.push(`${value}`), complete: () => seen.push('complete') });
    const gone = numbers.subscribe({ complete: () => seen.push('never') });
    gone.unsubscribe();
    numbers.complete();
    numbers.complete();
    expect(seen).toEqual(['complete']);
    expect(numbers.observed).toBe(false);
    numbers.subscribe({ next: () => seen.push('never'), complete: () => seen.push('late') }).unsubscribe();
    numbers.emit(1);
    expect(seen).toEqual(['complete', 'late']);
  });
});
