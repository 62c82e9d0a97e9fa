import type { Clock, Timer } from './clock.js';

/** The time of this machine, and the timers of Node. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timeout = setTimeout(action, milliseconds);
    return new SystemTimer(timeout, () => clearTimeout(timeout));
  },
  every(milliseconds, action) {
    const interval = setInterval(action, milliseconds);
    return new SystemTimer(interval, () => clearInterval(interval));
  },
  nextTurn: (action) => void setImmediate(action),
};

class SystemTimer implements Timer {
  constructor(
    private readonly timeout: NodeJS.Timeout,
    readonly cancel: () => void,
  ) {}

  unref(): Timer {
    this.timeout.unref();
    return this;
  }
}
