import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Task } from '../../src/process/task.js';
import { TaskQueue } from '../../src/process/task-queue.js';

class Numbered extends Task {
  constructor(readonly number: number) {
    super();
  }

  run(): void {}
}

// A number below 6 adds a task at that epoch, 6 pops the first task, and the others remove one.
it('returns its tasks by epoch and order, whatever was removed before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 8 }), { maxLength: 200 }), fc.infiniteStream(fc.nat()), (steps, choices) => {
      const queue = new TaskQueue();
      let expected: { readonly task: Numbered; readonly epoch: number }[] = [];
      steps.forEach((step, order) => {
        if (step < 6) {
          const task = new Numbered(order);
          queue.push(task, step, order);
          expected.push({ task, epoch: step });
          expected.sort((a, b) => a.epoch - b.epoch || a.task.number - b.task.number);
        } else if (step === 6 && expected.length > 0) expect(queue.pop()).toBe(expected.shift()?.task);
        else if (expected.length > 0) {
          const gone = expected[Number(choices.next().value) % expected.length];
          if (gone !== undefined) queue.remove(gone.task);
          expected = expected.filter((one) => one !== gone);
          expect(gone?.task.isPending).toBe(false);
        }
        expect(queue.epoch).toBe(expected[0]?.epoch ?? Infinity);
        for (const { task, epoch } of expected) expect(queue.epochOf(task)).toBe(epoch);
      });
      while (queue.epoch < Infinity) expect(queue.pop()).toBe(expected.shift()?.task);
      expect(expected).toEqual([]);
    }),
  );
});
