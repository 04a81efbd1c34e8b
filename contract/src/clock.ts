/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Milliseconds = number

/** Time is passed in: whoever asks what time it is holds one of these. */
export interface Clock {
  now(): Milliseconds
}

export const systemClock: Clock = { now: () => Date.now() }

/**
 * A clock that runs `speed` times as fast as the machine's: at machine time `origin` it shows `start`.
 * The demo's simulators, gateway and server share one, so that hours pass in minutes for all of them alike.
 */
export function scaledClock(start: Milliseconds, origin: Milliseconds, speed: number): Clock {
  return { now: () => Math.floor(start + (Date.now() - origin) * speed) }
}

/** A clock for tests: it stands still until it is told to move. */
export function manualClock(start: Milliseconds): Clock & { advance(by: Milliseconds): void } {
  let now = start
  return {
    now: () => now,
    advance(by) {
      now += by
    },
  }
}

/** `"<start>:<origin>:<speed>"`, the form in which the demo hands its clock to the processes it starts. */
export function clockFromText(text: string | undefined): Clock {
  if (text === undefined || text === '') return systemClock
  const [start, origin, speed] = text.split(':').map(Number)
  if (start === undefined || origin === undefined || speed === undefined || !(speed > 0)) {
    throw new TypeError('a clock is written as start:origin:speed, three numbers')
  }
  return scaledClock(start, origin, speed)
}

/** ISO 8601 in UTC with milliseconds, the only form of time in the contract. */
export const isoTime = (time: Milliseconds): string => new Date(time).toISOString()
