/**
 * Waits until something is so; fails with `what` if it is not in time. It asks less often the longer it has waited, by
 * at most a tenth of that: asking is work for the server, and other tests run beside this one.
 *
 * @param longest milliseconds between two looks, for who wants to see each thing that happens meanwhile
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  timeout = 10_000,
  longest = 250,
): Promise<void> {
  const began = Date.now()
  for (;;) {
    if (await isSo()) return
    const waited = Date.now() - began
    if (waited > timeout) throw new Error(`within ${timeout} ms it did not come true that ${what}`)
    await new Promise((resolve) => setTimeout(resolve, Math.min(longest, Math.max(20, waited / 10))))
  }
}
