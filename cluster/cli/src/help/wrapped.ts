/** Breaks a text into lines of at most a width. A word that is longer gets a line of its own. @param space where it may be broken */
export function wrapped(text: string, width: number, space = / /): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(space)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
