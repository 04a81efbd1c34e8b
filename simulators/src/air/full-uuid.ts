const SIG_BASE = '-0000-1000-8000-00805f9b34fb'

/** The full form of a UUID; four or eight digits stand for one of the Bluetooth SIG's own (Core 5.4, volume 3, part B, 2.5.1). */
export function fullUuid(uuid: string): string {
  const lower = uuid.toLowerCase()
  if (lower.length === 4) return `0000${lower}${SIG_BASE}`
  return lower.length === 8 ? `${lower}${SIG_BASE}` : lower
}
