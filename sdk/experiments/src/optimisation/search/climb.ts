import { entryAt, type RandomStream } from '@disco-engine/kernel';
import { keyOf, type Point, type Space } from './space.js';

/** The first step is so much of a dimension. */
const FIRST_STEP = 4;
/** Of candidates that differ from the centre in two variables, so many are tried at once. */
const MOST_DIAGONAL = 60;

const SIGNS = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;

/**
 * One climb of a pattern search, which asks for the candidates around its centre, moves to the best of them where that is better, and looks
 * nearer by where none is. Per variable it polls a step up and down, or each other choice; after a move also the sum of all moves that
 * made it better, and the move once more (R. Hooke and T. A. Jeeves, "Direct Search Solution of Numerical and Statistical Problems",
 * Journal of the ACM 8(2), 1961; for variables of all kinds C. Audet and J. E. Dennis, "Pattern Search Algorithms for Mixed Variable
 * Programming", SIAM Journal on Optimization 11(3), 2001). As many candidates by chance within a step, and in the end all that differ from the
 * centre by a step of two variables, leave ridges that run along no axis.
 */
export class Climb {
  #centre: Point;
  #steps: readonly number[];
  #polls: readonly Point[] = [];
  #further: readonly Point[] = [];
  #isOver = false;
  /** Whether the nearest have been tried, and those that differ in two variables are to be. */
  #isDiagonal = false;

  constructor(
    private readonly space: Space,
    start: Point,
    private readonly random: RandomStream,
  ) {
    this.#centre = start;
    this.#steps = space.dimensions.map(({ values, isOrdered }) =>
      isOrdered ? Math.max(1, Math.floor(values.length / FIRST_STEP)) : 1,
    );
  }

  get centre(): Point {
    return this.#centre;
  }

  /** Whether no neighbour is better. */
  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
  }

  /** What is to be tried before the next move. */
  poll(): readonly Point[] {
    const wanted = this.#isDiagonal ? this.#diagonal() : [...this.#further, ...this.#neighbours(), ...this.#byChance()];
    const known = new Set([keyOf(this.#centre)]);
    this.#polls = wanted.filter((point) => {
      if (known.has(keyOf(point)) || !this.space.isFeasible(point)) return false;
      known.add(keyOf(point));
      return true;
    });
    return this.#polls;
  }

  /** @param worth of a point, the less the better; Infinity where it has none */
  move(worth: (point: Point) => number): void {
    const here = worth(this.#centre);
    const better = this.#polls.filter((point) => worth(point) < here);
    const [first] = better;
    if (first === undefined) return this.#narrow();
    const best = better.reduce((a, b) => (worth(b) < worth(a) ? b : a), first);
    const from = this.#centre;
    const again = best.map((place, at) =>
      this.#isOrdered(at) ? this.#within(at, 2 * place - entryAt(from, at)) : place,
    );
    this.#further = [sumOfMoves(from, better, worth), again];
    this.#centre = best;
    this.#isDiagonal = false;
  }

  #narrow(): void {
    this.#further = [];
    if (this.#steps.every((step) => step === 1)) {
      this.#isOver = this.#isDiagonal || this.#ordered.length < 2;
      this.#isDiagonal = true;
    }
    this.#steps = this.#steps.map((step) => Math.max(1, Math.floor(step / 2)));
  }

  #neighbours(): Point[] {
    return this.space.dimensions.flatMap(({ values, isOrdered }, at) => {
      const place = entryAt(this.#centre, at);
      const step = entryAt(this.#steps, at);
      const places = isOrdered ? [place - step, place + step] : values.map((_, other) => other);
      return places.map((other) => replaced(this.#centre, at, this.#within(at, other)));
    });
  }

  #byChance(): Point[] {
    // Of one variable, a step up and down is all that there is.
    if (this.#ordered.length < 2) return [];
    return Array.from(this.#ordered, () =>
      this.#centre.map((place, at) => {
        const step = entryAt(this.#steps, at);
        return this.#isOrdered(at) ? this.#within(at, place - step + this.random.below(2 * step + 1)) : place;
      }),
    );
  }

  /** All steps of two variables; where these are too many, some of them by chance. */
  #diagonal(): Point[] {
    const moves = this.#ordered.flatMap((one) =>
      this.#ordered.filter((other) => other > one).flatMap((other) => SIGNS.map((signs) => ({ one, other, signs }))),
    );
    while (moves.length > MOST_DIAGONAL) moves.splice(this.random.below(moves.length), 1);
    return moves.map(({ one, other, signs: [up, along] }) =>
      this.#centre.map((place, at) =>
        at === one ? this.#within(at, place + up) : at === other ? this.#within(at, place + along) : place,
      ),
    );
  }

  get #ordered(): number[] {
    return [...this.space.dimensions.keys()].filter((at) => this.#isOrdered(at));
  }

  #isOrdered(at: number): boolean {
    return entryAt(this.space.dimensions, at).isOrdered;
  }

  #within(at: number, place: number): number {
    return Math.min(entryAt(this.space.dimensions, at).values.length - 1, Math.max(0, place));
  }
}

function replaced(point: Point, at: number, place: number): Point {
  return point.map((known, of) => (of === at ? place : known));
}

/** From a point, in each dimension the best move that goes along it alone. */
function sumOfMoves(from: Point, better: readonly Point[], worth: (point: Point) => number): Point {
  return from.map((place, at) => {
    const along = better.filter((point) => point.every((other, of) => of === at || other === from[of]));
    const [first] = along;
    return first === undefined
      ? place
      : entryAt(
          along.reduce((a, b) => (worth(b) < worth(a) ? b : a), first),
          at,
        );
  });
}
