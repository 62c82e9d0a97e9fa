/** A number with its noun, as in `1 vertex` or `1200 vertices`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
