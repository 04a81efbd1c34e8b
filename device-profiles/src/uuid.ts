const BASE = /^0000([0-9a-f]{4})-0000-1000-8000-00805f9b34fb$/
const SHORT = /^[0-9a-f]{4}$/

/**
 * A Bluetooth UUID as profiles write it: 16-bit ones as four lower-case hex digits (`2a9d`), others in full, lower-case.
 * Takes `2A9D`, `0x2A9D` and `00002a9d-0000-1000-8000-00805f9b34fb` alike.
 */
export function shortUuid(uuid: string): string {
  if (SHORT.test(uuid)) return uuid
  const lower = uuid.toLowerCase().replace(/^0x/, '')
  return BASE.exec(lower)?.[1] ?? lower
}
