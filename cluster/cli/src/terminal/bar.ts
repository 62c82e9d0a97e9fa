import { styled, type Line, type Piece } from './styled.js';

const WIDTH = 24;

/** A bar that is full to a fraction. */
export function bar(fraction: number): readonly Piece[] {
  const full = Math.round(WIDTH * Math.min(1, Math.max(0, fraction)));
  return [styled('good', '█'.repeat(full)), styled('faint', '░'.repeat(WIDTH - full))];
}

/** Parts of a line, two blanks apart; those that say nothing are left out. */
export function joined(parts: readonly Line[]): Line {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => [...(at === 0 ? [] : ['  ']), ...(typeof part === 'string' ? [part] : part)]);
}

/** How often something happens, in the largest unit of time that gives less than ten thousand, as in `2.1/s` or `34/min`. */
export function rateText(count: number, seconds: number): string {
  if (count === 0 || seconds <= 0) return '';
  const perSecond = count / seconds;
  if (perSecond >= 1) return `${perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;
  if (perSecond * 60 >= 1) return `${(perSecond * 60).toFixed(1)}/min`;
  return `${(perSecond * 3600).toFixed(1)}/h`;
}

/** A time to wait, as in `18 s`, `4 min 10 s` or `2 h 5 min`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return [`${Math.floor(whole / 60)} min`, whole % 60 > 0 ? ` ${whole % 60} s` : ''].join('');
  const minutes = Math.ceil(whole / 60);
  return [`${Math.floor(minutes / 60)} h`, minutes % 60 > 0 ? ` ${minutes % 60} min` : ''].join('');
}
