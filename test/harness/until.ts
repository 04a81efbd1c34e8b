/** Waits until something is so; fails with `what` if it is not in time. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, timeout = 10_000): Promise<void> {
  const end = Date.now() + timeout
  for (;;) {
    if (await isSo()) return
    if (Date.now() > end) throw new Error(`within ${timeout} ms it did not come true that ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
