import type { ResponseFigures } from '@disco-engine/experiments';
import { Disease, Epidemic, towns } from '../models/epidemic.js';
import { finalSizes } from '../theory/final-size.js';
import type { Study } from './study.js';

const [TOWNS, PEOPLE] = [20, 20];
const sizes = finalSizes({ people: PEOPLE, ...new Disease() });

/** The mean over the towns of a function of the number of people who fell ill there. */
function overTowns(of: (ill: number) => number): (figures: ResponseFigures) => number {
  return ({ across }) => {
    const ill = (town: number): number => across({ type: 'person', labels: { town: `${town}` } }).count('ill');
    return sum(Array.from({ length: TOWNS }, (_, town) => of(ill(town)))) / TOWNS;
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export const epidemic: Study = {
  title: `Epidemics: one of ${PEOPLE} people is infectious (final size)`,
  model: Epidemic,
  options: {
    scenario: towns(TOWNS, PEOPLE),
    duration: 1000,
    replications: 20,
    seed: 1,
    responses: {
      'ill in the end': overTowns((ill) => ill),
      'nobody else': overTowns((ill) => (ill === 1 ? 1 : 0)),
      'more than half': overTowns((ill) => (ill > PEOPLE / 2 ? 1 : 0)),
    },
  },
  theory: {
    'ill in the end': sum(sizes.map((probability, others) => (1 + others) * probability)),
    'nobody else': sizes[0] ?? NaN,
    'more than half': sum(sizes.slice(PEOPLE / 2)),
  },
};
