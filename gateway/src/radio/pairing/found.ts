import type { PairingState } from '@kotisilta/contract'

export type Found = PairingState['found'][number]

export interface Heard {
  readonly device: string
  readonly profile: string
  readonly name: string | undefined
  readonly rssi: number | undefined
}

/** What a technician can look through; what is nearest stays. */
const MOST = 20
const NAME = 64
/** What is heard so faintly is in another flat. */
const FAINT = -90
/** A difference in strength that says anything, dB. */
const STEP = 6

/** What was found with one more that was heard, nearest first; the same list if that is no news. */
export function addFound(found: readonly Found[], { device, profile, name, rssi }: Heard): readonly Found[] {
  if (rssi !== undefined && rssi < FAINT) return found
  const before = found.find((each) => each.device === device)
  const isSame = before !== undefined && before.profile === profile && (before.name ?? '') === nameOf(name)
  if (isSame && Math.abs((before.rssi ?? FAINT) - (rssi ?? FAINT)) < STEP) return found
  const heard: Found = {
    device,
    profile,
    ...(nameOf(name) !== '' && { name: nameOf(name) }),
    ...(rssi !== undefined && { rssi }),
  }
  const others = found.filter((each) => each !== before)
  const nearest = [...others, heard].sort((a, b) => (b.rssi ?? FAINT) - (a.rssi ?? FAINT)).slice(0, MOST)
  return before === undefined && !nearest.includes(heard) ? found : nearest
}

/** A name comes from a stranger: what could write over other text is left out. */
const nameOf = (name = ''): string =>
  Array.from(name.normalize('NFC').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ''))
    .slice(0, NAME)
    .join('')
    .trim()
