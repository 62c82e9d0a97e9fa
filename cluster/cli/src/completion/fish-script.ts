import type { CompletedCommand, CompletedFlag } from './completed-command.js';

/** The script for fish 3. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((one) => [
    added([], one),
    ...(one.commands.length > 0
      ? one.commands.flatMap((own) => [added([one.name], own), ...commandLines([one.name, own.name], own)])
      : commandLines([one.name], one)),
  ]);
  return `# Completion of disco for fish. Install: disco completion --help

# Whether the command line begins with these words, and has no more words that are not flags where -x is given first.
function __disco_at
    set -l words (commandline -opc)[2..]
    if test "$argv[1]" = -x
        set -e argv[1]
        test (count $words) -eq (count $argv); or return 1
    end
    test (count $words) -ge (count $argv); or return 1
    for at in (seq (count $argv))
        test "$words[$at]" = "$argv[$at]"; or return 1
    end
end

complete -c disco -f
complete -c disco -n '__disco_at -x' -l help -d 'print the help'
complete -c disco -n '__disco_at -x' -l version -d 'print the version'
${lines.join('\n')}
`;
}

/** A command as a word to complete. */
function added(before: readonly string[], { name, summary }: CompletedCommand): string {
  return `complete -c disco -n '__disco_at ${['-x', ...before].join(' ')}' -a ${name} -d ${quoted(summary)}`;
}

function commandLines(words: readonly string[], { flags, words: values, files }: CompletedCommand): string[] {
  const start = `complete -c disco -n '__disco_at ${words.join(' ')}'`;
  const places =
    values.length > 0
      ? [`complete -c disco -n '__disco_at -x ${words.join(' ')}' -a ${quoted(values.join(' '))}`]
      : files
        ? [`${start} -F`]
        : [];
  return [...places, ...flags.map((flag) => `${start} ${flagText(flag)}`)];
}

function flagText({ name, summary, value, words, files }: CompletedFlag): string {
  const kind = value === undefined ? '' : ` -r${files ? ' -F' : ' -f'}`;
  const list = words.length > 0 ? ` -a ${quoted(words.join(' '))}` : '';
  return `-l ${name}${kind}${list} -d ${quoted(summary)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
