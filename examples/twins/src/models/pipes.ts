import { entryAt, Node, NodeContext, OnInit, Processes, type Steps, type Store } from '@disco-engine/sdk';
import { Tape } from '../tape.js';

interface Message {
  readonly sent: number;
  readonly number: number;
}

interface Ranked {
  readonly rank: number;
  readonly number: number;
}

/** Stores that block, one that is read by filter, one that is read in order of rank, and a wait for both of two. */
@Node('pipes', { processes: 'work' })
export class Pipes {
  private readonly stores: readonly Store<Message>[];
  private readonly box: Store<number>;
  private readonly ranks: Store<Ranked>;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly tape: Tape,
  ) {
    this.stores = [0, 1].map((pipe) => processes.store<Message>(`pipe ${pipe}`, { capacity: 3 }));
    this.box = processes.store<number>('box', { capacity: 20 });
    const order = (a: Ranked, b: Ranked): number => a.rank - b.rank || a.number - b.number;
    this.ranks = processes.store<Ranked>('ranks', { order });
  }

  @OnInit()
  open(): void {
    const { processes } = this;
    processes.start(this.send());
    for (const pipe of [0, 1]) processes.start(this.receive(pipe));
    processes.start(this.pickThirds());
    processes.start(this.pickLeast());
    processes.start(this.waitForBoth());
  }

  *send(): Steps {
    const { context, processes, tape } = this;
    for (let number = 0; ; number++) {
      yield* processes.hold(tape.take('send'));
      for (const store of this.stores) yield* store.put({ sent: context.epoch, number });
      yield* this.box.put(number);
      yield* this.ranks.put({ rank: tape.take('rank'), number });
      tape.tell(context.epoch, 'sent', number);
    }
  }

  *receive(pipe: number): Steps {
    const { context, processes, tape } = this;
    for (;;) {
      const { sent, number } = yield* entryAt(this.stores, pipe).get();
      tape.tell(context.epoch, 'got', number, pipe, context.epoch - sent);
      yield* processes.hold(tape.take(`work${pipe}`));
    }
  }

  *pickThirds(): Steps {
    for (;;) {
      const number = yield* this.box.get((one) => one % 3 === 0);
      this.tape.tell(this.context.epoch, 'third', number);
      yield* this.processes.hold(1);
    }
  }

  *pickLeast(): Steps {
    for (;;) {
      yield* this.processes.hold(5);
      const { rank, number } = yield* this.ranks.get();
      this.tape.tell(this.context.epoch, 'best', number, rank);
    }
  }

  *waitForBoth(): Steps {
    const { context, processes, tape } = this;
    for (;;) {
      const both = yield* processes.allOf(processes.hold(3), processes.hold(tape.take('both')));
      tape.tell(context.epoch, 'both', both.length);
      yield* processes.hold(0);
      tape.tell(context.epoch, 'again', 0);
    }
  }
}
