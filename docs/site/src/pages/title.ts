/** The first heading of a page, without its marks. */
export function titleOf(file: string, text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${file} has no title; begin it with '# '`);
  return title.replaceAll(/[`*_]/g, '').trim();
}
