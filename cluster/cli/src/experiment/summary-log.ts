import type { ChannelSummary, LoggedRun, LogSink } from '@disco-engine/sdk';

/** A sink that keeps no records, only their summaries. */
export class SummaryLog implements LogSink {
  readonly name = 'summaries';
  #run: LoggedRun | undefined;

  get summaries(): readonly ChannelSummary[] {
    return this.#run?.summaries() ?? [];
  }

  open(run: LoggedRun): void {
    this.#run = run;
  }

  begin(): void {}

  take(): void {}

  close(): void {}

  abandon(): void {}
}
