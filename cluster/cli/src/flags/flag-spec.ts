/** One flag. The parser, the help and the completion of shells all read it, so it is written down only once. */
export interface FlagSpec {
  /** What the help calls its value, such as `FILE`. A flag without one is a switch. */
  readonly value?: string;
  /** An example of a value, for messages. */
  readonly example?: string;
  /** Whether it may be given several times. */
  readonly repeats?: true;
  /** The values that it takes. */
  readonly choices?: readonly string[];
  /** Whether it takes other values besides `choices`. */
  readonly isOpen?: true;
  /** Whether a shell completes its value with the names of files. */
  readonly files?: true;
  readonly help: string;
}

/** Flags by their names, without the `--`. */
export type FlagTable = Readonly<Record<string, FlagSpec>>;

/** Flags that the help lists below one title. */
export interface FlagGroup {
  readonly title: string;
  readonly flags: FlagTable;
  /** What the help says above them. */
  readonly about?: string;
}

/** What a command line gives without a flag. */
export interface ArgumentSpec {
  readonly name: string;
  readonly isOptional?: true;
  /** The values that it takes. */
  readonly choices?: readonly string[];
  /** Whether a shell completes it with the names of files. */
  readonly files?: true;
  readonly help: string;
}

/** One way to call a command. */
export interface CommandForm {
  /** What follows the name of the command in its usage line. */
  readonly usage: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly groups: readonly FlagGroup[];
  /** What a message calls it, such as `a run with --model`, where the command has several forms. */
  readonly called?: string;
  /** Why it takes no further arguments. */
  readonly unexpected?: string;
  /** What to do instead of giving a flag that it does not have, by the flag's name. */
  readonly instead?: Readonly<Record<string, string>>;
}

export interface Example {
  readonly title: string;
  /** The whole command line, which a test parses. */
  readonly command: string;
}

export interface HelpNote {
  readonly title: string;
  readonly text?: string;
  /** Terms and what they mean. */
  readonly entries?: readonly (readonly [term: string, help: string])[];
}

/** Everything that the help says of a command, and the parser goes by. */
export interface CommandSpec {
  readonly forms: readonly [CommandForm, ...CommandForm[]];
  /** What the help says below the summary. */
  readonly about?: string;
  readonly examples: readonly Example[];
  /** Sections at the end of the help. */
  readonly notes?: readonly HelpNote[];
  readonly exitCodes: Readonly<Record<number, string>>;
}

/** All flags of a form, or of several. */
export function flagsOf(...forms: readonly CommandForm[]): FlagTable {
  return Object.assign({}, ...forms.flatMap(({ groups }) => groups.map(({ flags }) => flags))) as FlagTable;
}
