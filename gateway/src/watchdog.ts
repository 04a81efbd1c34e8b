import { execFile } from 'node:child_process'

/** Tells the one who looks after the process that it lives. */
export interface Watchdog {
  /** It has begun its work. */
  ready(): void
  close(): void
}

/**
 * Speaks to systemd through `systemd-notify`, where it has asked for it (`NOTIFY_SOCKET`, and `WATCHDOG_USEC` for the watchdog): an
 * event loop that stands still says nothing, and is started again. Anywhere else nothing is done.
 *
 * @param healthy asked before each sign of life
 */
export function watchdog(
  environment: Readonly<Record<string, string | undefined>>,
  healthy: () => boolean,
  notify: (...words: string[]) => void = systemdNotify,
): Watchdog {
  const { NOTIFY_SOCKET, WATCHDOG_USEC } = environment
  const patience = Number(WATCHDOG_USEC ?? 0) / 1_000
  let timer: NodeJS.Timeout | undefined
  return {
    ready() {
      if (NOTIFY_SOCKET === undefined) return
      notify('--ready')
      if (!(patience > 0)) return
      timer = setInterval(() => {
        if (healthy()) notify('WATCHDOG=1')
      }, patience / 2.5)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}

function systemdNotify(...words: string[]): void {
  execFile('systemd-notify', words, () => {})
}
