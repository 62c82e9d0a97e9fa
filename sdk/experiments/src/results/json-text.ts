/** JSON for the files of a results folder, indented for human readers. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
