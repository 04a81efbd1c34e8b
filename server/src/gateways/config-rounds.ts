/** How many housekeepings it takes until each connected gateway has been looked at: ten minutes. */
const ROUND = 120

/**
 * Whose configuration is to be looked at now: a share of the connected gateways at a time, so that each has its people's new weights within ten
 * minutes and nobody waits while thousands are reckoned.
 */
export function configRounds(): (connected: readonly string[]) => readonly string[] {
  let next = 0
  return (connected) => {
    if (connected.length === 0) return []
    const share = Math.ceil(connected.length / ROUND)
    const from = next % connected.length
    next = from + share
    return [...connected.slice(from, from + share)]
  }
}
