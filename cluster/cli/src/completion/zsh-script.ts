import type { CompletedCommand, CompletedFlag } from './completed-command.js';

/** The script for zsh, for a folder of its path or to be sourced. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef disco
# Completion of disco for zsh. Install: disco completion --help

_disco() {
  local context curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C '(- *)--help[print the help]' '(- *)--version[print the version]' '1:command:->command' '*::argument:->arguments'
  case $state in
    command)
      local -a commands=(
${described(commands, '        ')}
      )
      _describe command commands
      ;;
    arguments)
      case $words[1] in
${commands.map((one) => commandCase(one, '        ')).join('\n')}
      esac
      ;;
  esac
}

_disco_words_or_files() {
  compadd -- "$@"
  _files
}

if [[ $funcstack[1] == _disco ]]; then
  _disco "$@"
else
  compdef _disco disco
fi
`;
}

function described(commands: readonly CompletedCommand[], indent: string): string {
  return commands.map(({ name, summary }) => `${indent}${quoted(`${name}:${summary}`)}`).join('\n');
}

function commandCase(command: CompletedCommand, indent: string): string {
  const { name, commands } = command;
  if (commands.length === 0) return `${indent}${name})\n${argumentsCall(command, `${indent}  `)}\n${indent}  ;;`;
  return `${indent}${name})
${indent}  _arguments -C '1:command:->own' '*::argument:->own_arguments'
${indent}  case $state in
${indent}    own)
${indent}      local -a own=(
${described(commands, `${indent}        `)}
${indent}      )
${indent}      _describe command own
${indent}      ;;
${indent}    own_arguments)
${indent}      case $words[1] in
${commands.map((one) => commandCase(one, `${indent}        `)).join('\n')}
${indent}      esac
${indent}      ;;
${indent}  esac
${indent}  ;;`;
}

function argumentsCall({ flags, words, files }: CompletedCommand, indent: string): string {
  // Without a place for arguments, nothing after one would be completed, not even flags.
  const place = words.length > 0 ? `1:argument:(${words.join(' ')})` : `*:argument:${files ? '_files' : ' '}`;
  return [`${indent}_arguments -s`, ...flags.map(flagText), quoted(place)].join(` \\\n${indent}  `);
}

function flagText({ name, summary, value, words, files, repeats }: CompletedFlag): string {
  const start = `${repeats ? '*' : ''}--${name}[${summary.replace(/[[\]]/g, '\\$&')}]`;
  if (value === undefined) return quoted(start);
  const title = value.replaceAll(':', '\\:');
  if (words.length === 0) return quoted(`${start}:${title}:${files ? '_files' : ' '}`);
  const list = words.map((word) => word.replaceAll(':', '\\:')).join(' ');
  return quoted(`${start}:${title}:${files ? ` _disco_words_or_files ${list}` : `(${list})`}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
