import { ConsoleLogger, LogLevel } from 'typedoc';

const REPEATED = / has multiple declarations with a comment/;

/**
 * Counts and prints what typedoc warns of, but for a name that it finds twice at one and the same place, as it does with types that
 * Valibot infers. The places follow the warning in a message of their own.
 */
export class ReferenceLogger extends ConsoleLogger {
  private held: string | undefined;

  override log(message: string, level: Exclude<LogLevel, LogLevel.None>): void {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) {
      const places = message.split('\n').slice(1);
      if (new Set(places).size === 1) return;
      super.log(held, LogLevel.Warn);
    }
    if (level === LogLevel.Warn && REPEATED.test(message)) this.held = message;
    else super.log(message, level);
  }
}
