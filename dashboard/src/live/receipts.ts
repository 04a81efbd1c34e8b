import type { Alert } from '@kotisilta/contract'

/**
 * The server's callbacks that wait until the alert is really on this screen. `confirm` is told what has been painted,
 * and calls back for each alert that is there in the version that came, or a newer one.
 */
export interface Receipts {
  expect(alert: string, version: number, received: () => void): void
  confirm(painted: ReadonlyMap<string, Alert>): void
}

export function createReceipts(): Receipts {
  let waiting: { alert: string; version: number; received: () => void }[] = []
  return {
    expect(alert, version, received) {
      waiting.push({ alert, version, received })
    },
    confirm(painted) {
      const shown = waiting.filter(({ alert, version }) => (painted.get(alert)?.version ?? 0) >= version)
      waiting = waiting.filter((receipt) => !shown.includes(receipt))
      for (const { received } of shown) received()
    },
  }
}
