/** Values are put in order here: it is done for every hour of every pulse, and leaves nothing to be collected. */
let room = new Float64Array(256)

/** Puts the values in order of size, at the beginning of what is returned, which is anybody's again at the next call. */
function sorted(values: ArrayLike<number>, count: number): Float64Array {
  if (room.length < count) room = new Float64Array(2 * count)
  const into = room
  // By insertion: quicker than a call of the library's for the few dozen values that there are.
  for (let index = 0; index < count; index++) {
    const value = values[index] as number
    let place = index - 1
    while (place >= 0 && (into[place] as number) > value) {
      into[place + 1] = into[place] as number
      place--
    }
    into[place + 1] = value
  }
  return into
}

function middleOf(inOrder: Float64Array, count: number): number {
  const half = count >> 1
  const upper = count === 0 ? Number.NaN : (inOrder[half] as number)
  return count % 2 === 1 ? upper : ((count === 0 ? Number.NaN : (inOrder[half - 1] as number)) + upper) / 2
}

/** Makes the median absolute deviation of normally distributed values their standard deviation. */
const NORMAL = 1.4826

export interface Spread {
  /** The middle value, or the mean of the two in the middle; NaN of none. */
  middle: number
  /** As a standard deviation would be, and not moved by a few values that are far off. */
  sigma: number
}

/** @param count of how many of them, if not of all */
export function spreadOf(values: ArrayLike<number>, count = values.length): Spread {
  const middle = middleOf(sorted(values, count), count)
  return { middle, sigma: NORMAL * middleDistance(room, count, middle) }
}

/** The median of the distances of values in order of size from their own: of two runs that both grow away from it. */
function middleDistance(inOrder: Float64Array, count: number, middle: number): number {
  if (count === 0) return Number.NaN
  const half = count >> 1
  let above = 0
  while (above < count && (inOrder[above] as number) < middle) above++
  let below = above - 1
  let before = Number.NaN
  let now = Number.NaN
  for (let taken = 0; taken <= half; taken++) {
    const down = below >= 0 ? middle - (inOrder[below] as number) : Number.POSITIVE_INFINITY
    const up = above < count ? (inOrder[above] as number) - middle : Number.POSITIVE_INFINITY
    before = now
    if (down < up) {
      now = down
      below--
    } else {
      now = up
      above++
    }
  }
  return count % 2 === 1 ? now : (before + now) / 2
}
