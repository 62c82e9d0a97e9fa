export type FindingStatus = 'ok' | 'warning' | 'problem';

/** What a check has found. */
export interface Finding {
  readonly status: FindingStatus;
  /** What was checked, such as `Node` or the name of a package. */
  readonly name: string;
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function ok(name: string, text: string, advice?: string): Finding {
  return { status: 'ok', name, text, ...(advice === undefined ? {} : { advice }) };
}

export function warning(name: string, text: string, advice: string): Finding {
  return { status: 'warning', name, text, advice };
}

export function problem(name: string, text: string, advice: string): Finding {
  return { status: 'problem', name, text, advice };
}

/** The first line of what went wrong. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1).join('');
}

/** The worst of several. */
export function worstOf(findings: readonly Finding[]): FindingStatus {
  const statuses = new Set(findings.map(({ status }) => status));
  return statuses.has('problem') ? 'problem' : statuses.has('warning') ? 'warning' : 'ok';
}
