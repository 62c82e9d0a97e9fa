import {
  entryAt,
  Node,
  NodeContext,
  Process,
  Processes,
  type Happening,
  type Resource,
  type Steps,
} from '@disco-engine/sdk';
import { Tape } from '../tape.js';

interface Film {
  readonly name: string;
  readonly soldOut: Happening;
  free: number;
  lost: number;
}

/** A queue that customers leave when their film sells out. */
@Node('cinema', { processes: 'work' })
export class Cinema {
  private readonly counter: Resource;
  private readonly films: readonly Film[];

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly tape: Tape,
  ) {
    this.counter = processes.resource('counter');
    this.films = ['a', 'b', 'c'].map((name) => ({ name, soldOut: processes.happening(name), free: 50, lost: 0 }));
  }

  @Process()
  *arrivals(): Steps {
    const { tape, processes } = this;
    for (let guest = 0; ; guest++) {
      yield* processes.hold(tape.take('gap'));
      const film = entryAt(this.films, tape.take('film'));
      processes.start(this.visit(guest, film, tape.take('seats')));
    }
  }

  *visit(guest: number, film: Film, seats: number): Steps {
    const { context, processes, tape } = this;
    const turn = this.counter.acquire();
    const come = yield* processes.firstOf(turn, film.soldOut);
    if (!come.has(turn)) return tape.tell(context.epoch, 'gave up', guest, ++film.lost);
    if (film.free < seats) {
      yield* processes.hold(0.5);
      tape.tell(context.epoch, 'too many', guest, film.free);
    } else {
      film.free -= seats;
      tape.tell(context.epoch, 'tickets', guest, film.free);
      if (film.free < 2) {
        film.soldOut.happen();
        film.free = 0;
        tape.tell(context.epoch, 'sold out', film.name);
      }
      yield* processes.hold(1);
    }
    turn.value?.release();
  }
}
