/** Somebody who uses a device of the home, without a name: the gateway knows no people. */
export interface Member {
  /** What the server calls this member. */
  readonly member: string
  /** The number under which the device knows them. */
  readonly userIndex?: number
  /** What is plausible for them, in the kind's own unit; undefined while nothing is known. */
  readonly plausible?: { readonly low: number; readonly high: number }
  /** Their last value that was certain. */
  readonly last?: number
}

/** A measurement of a kind by which people can be told apart, such as weight. */
export interface Measured {
  readonly value: number
  /** As the device says; undefined if it has none or does not know (255). */
  readonly userIndex?: number
}

type DoubtReason = 'nobody-fits' | 'several-fit' | 'index-unknown' | 'index-does-not-fit'

export type Measurer =
  | { readonly outcome: 'known'; readonly member: Member }
  /** Goes to the nurse's tray as `person-uncertain`. */
  | {
      readonly outcome: 'uncertain'
      readonly reason: DoubtReason
      /** The only one whose it could be, if it were somebody's here. */
      readonly onlyIf?: Member
    }
  /** Can only be this member and yet is far from their last value: kept until a second measurement confirms it. */
  | { readonly outcome: 'held'; readonly member: Member }

export interface Margins {
  /** How far beyond what is plausible a value may be, in the kind's own unit. */
  readonly margin: number
  /** From which distance to the last value a measurement is held. */
  readonly jump: number
}

/**
 * For body weight, in kg. The margin is more than any rule of weight gain asks for (2 kg in 3 days, ESC 2021), so that somebody who gets worse
 * is still themselves; the jump is the one that has booked a child's weight to an adult in the field (openScale, issue 1001).
 */
export const WEIGHT_MARGINS: Margins = { margin: 5, jump: 25 }

/**
 * Who a measurement is of: by the device's user index, else by the only member whose plausible range holds it. Never the nearest: a value
 * that fits nobody, or more than one, is nobody's.
 */
export function whoIsMeasuring({ value, userIndex }: Measured, members: readonly Member[], margins: Margins): Measurer {
  if (userIndex !== undefined)
    return byIndex(
      value,
      members.filter((each) => each.userIndex === userIndex),
      margins,
    )
  const [only, ...others] = members
  if (only === undefined || others.length > 0) return byRange(value, members, margins)
  if (jumps(value, only, margins)) return { outcome: 'held', member: only }
  const measurer = byRange(value, members, margins)
  return measurer.outcome === 'uncertain' ? { ...measurer, onlyIf: only } : measurer
}

function byIndex(value: number, named: readonly Member[], margins: Margins): Measurer {
  const [member, another] = named
  if (member === undefined || another !== undefined) return { outcome: 'uncertain', reason: 'index-unknown' }
  if (jumps(value, member, margins)) return { outcome: 'held', member }
  // Nothing is known of a new user but that the device knows them.
  if (member.plausible === undefined || fits(value, member, margins)) return { outcome: 'known', member }
  return { outcome: 'uncertain', reason: 'index-does-not-fit', onlyIf: member }
}

function byRange(value: number, members: readonly Member[], margins: Margins): Measurer {
  const fitting = members.filter((member) => fits(value, member, margins))
  const [member, another] = fitting
  if (member === undefined) return { outcome: 'uncertain', reason: 'nobody-fits' }
  if (another !== undefined) return { outcome: 'uncertain', reason: 'several-fit' }
  // A member of whom nothing is known could be anybody.
  if (members.some(({ plausible }) => plausible === undefined)) return { outcome: 'uncertain', reason: 'several-fit' }
  return { outcome: 'known', member }
}

const fits = (value: number, { plausible }: Member, { margin }: Margins): boolean =>
  plausible !== undefined && value >= plausible.low - margin && value <= plausible.high + margin

const jumps = (value: number, { last }: Member, { jump }: Margins): boolean =>
  last !== undefined && Math.abs(value - last) >= jump
