/** One line of the table. Numbers are medians over the rounds. */
export interface Row {
  readonly what: string
  readonly bare?: number | undefined
  readonly plain?: number | undefined
  readonly ours?: number | undefined
  /** Decimals to print. */
  readonly decimals?: number
  /** Whether ours is to be held against the others. */
  readonly compared?: boolean
  readonly bar?: Goal
  readonly aim?: Goal
}

/** What is asked for, in words, and whether it was reached; undefined when it was not measured. */
export interface Goal {
  readonly text: string
  readonly reached: boolean | undefined
}

/** A goal that ours must not exceed. */
export function atMost(limit: number, ours: number | undefined, unit = ''): Goal {
  return { text: `<= ${limit}${unit}`, reached: ours === undefined ? undefined : ours <= limit }
}

/** A goal as a multiple of what another system did in the same run. */
export function atLeastTimes(factor: number, ours: number | undefined, other: number | undefined, name: string): Goal {
  const known = ours !== undefined && other !== undefined
  return { text: `>= ${factor.toFixed(2)} x ${name}`, reached: known ? ours >= factor * other : undefined }
}

/** A goal as it stands in a table: `+` before it means reached, `-` not. */
export function goalText(asked: Goal | undefined): string {
  if (asked === undefined) return ''
  return `${asked.reached === undefined ? ' ' : asked.reached ? '+' : '-'} ${asked.text}`
}
