import type { CompletedCommand } from './completed-command.js';

/** The script for bash 3.2 and later. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const families = commands.filter((one) => one.commands.length > 0);
  const all = commands.flatMap((one) =>
    one.commands.length > 0 ? one.commands.map((own) => ({ ...own, name: `${one.name} ${own.name}` })) : [one],
  );
  return `# Completion of disco for bash. Install: disco completion --help

_disco() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words= first=2
  # bash splits --flag=value into three words.
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=($(compgen -W '${[...names(commands), '--help', '--version'].join(' ')}' -- "$cur"))
    return
  fi
  case $command in
${families.map(familyCase).join('\n')}
  esac
  # Values of flags. Without words, bash completes with files, unless the value is none.
  case "$command $prev" in
${all.flatMap(valueCases).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${all.map(flagCase).join('\n')}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case $command in
${all.map(argumentCase).join('\n')}
  esac
}

_disco_no_files() {
  compopt +o default +o bashdefault 2>/dev/null
}

complete -o default -o bashdefault -F _disco disco
`;
}

function names(commands: readonly CompletedCommand[]): string[] {
  return commands.map(({ name }) => name);
}

/** The second word of a family is a command of its own. */
function familyCase({ name, commands }: CompletedCommand): string {
  return `    ${name})
      if (( COMP_CWORD == 2 )); then
        COMPREPLY=($(compgen -W '${[...names(commands), '--help'].join(' ')}' -- "$cur"))
        return
      fi
      command="${name} \${COMP_WORDS[2]}" first=3
      ;;`;
}

function valueCases({ name, flags }: CompletedCommand): string[] {
  const valued = flags.filter(({ value }) => value !== undefined);
  const withWords = valued.filter(({ words }) => words.length > 0);
  const patterns = (some: typeof flags): string => some.map((flag) => `"${name} --${flag.name}"`).join('|');
  const files = valued.filter(({ words, files: own }) => words.length === 0 && own);
  const others = valued.filter(({ words, files: own }) => words.length === 0 && !own);
  return [
    ...withWords.map((flag) => {
      const only = flag.files ? '' : '_disco_no_files; ';
      return `    ${patterns([flag])}) ${only}COMPREPLY=($(compgen -W '${flag.words.join(' ')}' -- "$cur")); return ;;`;
    }),
    ...(files.length > 0 ? [`    ${patterns(files)}) return ;;`] : []),
    ...(others.length > 0 ? [`    ${patterns(others)}) _disco_no_files; return ;;`] : []),
  ];
}

function flagCase({ name, flags }: CompletedCommand): string {
  return `      '${name}') words='${flags.map((flag) => `--${flag.name}`).join(' ')}' ;;`;
}

/** What stands where no flag does. */
function argumentCase({ name, words, files, flags }: CompletedCommand): string {
  if (files) return `    '${name}') ;;`;
  const texts = words.length > 0 ? words : flags.map((flag) => `--${flag.name}`);
  const when = words.length > 0 ? '(( COMP_CWORD == first )) && ' : '';
  return `    '${name}') _disco_no_files; ${when}COMPREPLY=($(compgen -W '${texts.join(' ')}' -- "$cur")) ;;`;
}
