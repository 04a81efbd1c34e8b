/** The light check and the rule of the plain Node system: what one would write in an afternoon. */

export interface PlainItem {
  type: string
  id: string
  device: string
  kind: string
  at: string
  value?: number
  components?: { systolic: number; diastolic: number }
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'heart-rate': [20, 300],
  steps: [0, 100_000],
  'oxygen-saturation': [50, 100],
  'respiratory-rate': [2, 80],
  'body-temperature': [25, 45],
  'body-weight': [20, 350],
}

export function plausible(item: PlainItem): boolean {
  if (typeof item.id !== 'string' || item.id.length !== 26) return false
  if (typeof item.device !== 'string' || Number.isNaN(Date.parse(item.at))) return false
  if (item.type === 'event') return typeof item.kind === 'string'
  if (item.kind === 'blood-pressure') return typeof item.components?.systolic === 'number'
  const range = RANGES[item.kind]
  return range !== undefined && typeof item.value === 'number' && item.value >= range[0] && item.value <= range[1]
}

/** NEWS2 points (Royal College of Physicians 2017, SpO2 on scale 1), the upper limit of each band and its points. */
const BANDS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  'respiratory-rate': [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
    [Infinity, 3],
  ],
  'oxygen-saturation': [
    [91, 3],
    [93, 2],
    [95, 1],
    [Infinity, 0],
  ],
  'blood-pressure': [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
    [Infinity, 3],
  ],
  'heart-rate': [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
    [Infinity, 3],
  ],
  'body-temperature': [
    [35, 3],
    [36, 1],
    [38, 0],
    [39, 1],
    [Infinity, 2],
  ],
}

/** Latest points of each device by kind. */
export type PlainState = Map<string, Map<string, number>>

/** Whether this item is worth an alert: a button, a fall, 3 points at once, or 5 together for the first time. */
export function alarms(state: PlainState, item: PlainItem): boolean {
  if (item.type === 'event') return item.kind === 'sos-pressed' || item.kind === 'fall-detected'
  const bands = BANDS[item.kind]
  const value = item.components?.systolic ?? item.value
  if (bands === undefined || value === undefined) return false
  const points = bands.find(([limit]) => value <= limit)?.[1] ?? 0
  let parts = state.get(item.device)
  if (parts === undefined) {
    parts = new Map()
    state.set(item.device, parts)
  }
  const before = sum(parts)
  parts.set(item.kind, points)
  return points === 3 || (before < 5 && sum(parts) >= 5)
}

function sum(parts: Map<string, number>): number {
  let total = 0
  for (const points of parts.values()) total += points
  return total
}
