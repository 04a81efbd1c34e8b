import type { Milliseconds, StoredEvent } from '@kotisilta/contract'
import type { TimeRange } from '../../charts/use-dragging.ts'

/** When the wristband was off, within `range`: from each `not-worn` to the next `worn`, or to the end. */
export function unwornSpans(events: readonly StoredEvent[], range: TimeRange): TimeRange[] {
  const spans: TimeRange[] = []
  let off: Milliseconds | undefined
  for (const { kind, at } of events) {
    const moment = Date.parse(at)
    if (kind === 'not-worn') off ??= moment
    if (kind !== 'worn') continue
    if (off !== undefined) spans.push({ from: off, to: moment })
    else if (spans.length === 0) spans.push({ from: range.from, to: moment })
    off = undefined
  }
  if (off !== undefined) spans.push({ from: off, to: range.to })
  return spans
    .map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
    .filter(({ from, to }) => from < to)
}
