/** Waits until a condition holds. */
export async function until(holds: () => boolean | Promise<boolean>, within = 20_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${holds.toString()} does not hold after ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
