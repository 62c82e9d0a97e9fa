import { entryAt, type RandomStream } from '@disco-engine/kernel';
import { keyOf, type Point, type Space } from './space.js';

/** The first step is one part in this many of a dimension. */
const FIRST_STEP = 4;
/** Maximum number of candidates that differ from the centre in two variables and are tried at once. */
const MOST_DIAGONAL = 60;

const SIGNS = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;

/**
 * One climb of a pattern search: it polls the candidates around its centre, moves to the best of them if that is better, and otherwise
 * shrinks its steps. For each variable it polls one step up and down, or every other choice; after a move, it also polls the sum of all
 * improving moves, and the same move again (R. Hooke and T. A. Jeeves, "Direct Search Solution of Numerical and Statistical Problems",
 * Journal of the ACM 8(2), 1961; for mixed variables C. Audet and J. E. Dennis, "Pattern Search Algorithms for Mixed Variable
 * Programming", SIAM Journal on Optimization 11(3), 2001). To escape ridges that are not aligned with an axis, it also polls one random
 * candidate within a step per ordered variable, and at the end all candidates that differ from the centre by a step in two variables.
 */
export class Climb {
  #centre: Point;
  #steps: readonly number[];
  #polls: readonly Point[] = [];
  #further: readonly Point[] = [];
  #isOver = false;
  /** Whether the nearest candidates have been tried, and those that differ in two variables come next. */
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

  /** The candidates to try before the next move. */
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

  /** @param worth value of a point; less is better, and Infinity means no value */
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
    // With one variable, the steps up and down already cover the neighbourhood.
    if (this.#ordered.length < 2) return [];
    return Array.from(this.#ordered, () =>
      this.#centre.map((place, at) => {
        const step = entryAt(this.#steps, at);
        return this.#isOrdered(at) ? this.#within(at, place - step + this.random.below(2 * step + 1)) : place;
      }),
    );
  }

  /** All steps in two variables; a random selection if there are too many. */
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

/** The point reached by combining, for each dimension, the best move along that dimension alone. */
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
