import type { ChannelSummary, LoggedRun, LogSink } from '@disco-engine/sdk';

/** Keeps no record, and can say what they come to. */
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
