import { describe, expect, it } from 'vitest'
import { PRESETS, pan, presetOf, rangeOf, showPreset, showRange, zoom } from './time-range.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 21)

describe('the time shown', () => {
  it('follows now in a preset', () => {
    const showing = showPreset('week')
    expect(rangeOf(showing, now)).toEqual({ from: now - PRESETS.week, to: now })
    expect(rangeOf(showing, now + hour).to).toBe(now + hour)
    expect(presetOf(showing)).toBe('week')
  })

  it('stands still when moved earlier, and follows again when moved back to now', () => {
    const earlier = pan(showPreset('day'), -1, now)
    expect(earlier).toEqual({ follow: false, range: { from: now - 36 * hour, to: now - 12 * hour } })
    expect(presetOf(earlier)).toBeUndefined()
    expect(pan(earlier, 1, now)).toEqual({ follow: true, span: 24 * hour })
    expect(pan(showPreset('day'), 1, now)).toEqual({ follow: true, span: 24 * hour })
  })

  it('keeps its end at now when looked at closer, and else its middle', () => {
    expect(zoom(showPreset('day'), 0.5, now)).toEqual({ follow: true, span: 12 * hour })
    const still = showRange({ from: now - 40 * hour, to: now - 20 * hour }, now)
    expect(zoom(still, 0.5, now)).toEqual({ follow: false, range: { from: now - 35 * hour, to: now - 25 * hour } })
  })

  it('is never shorter than an hour nor longer than two years', () => {
    const short = showRange({ from: now - 10 * hour - 1_000, to: now - 10 * hour }, now)
    expect(rangeOf(short, now).to - rangeOf(short, now).from).toBe(hour)
    expect(zoom(showPreset('year'), 10, now)).toEqual({ follow: true, span: 730 * 24 * hour })
    expect(zoom(showPreset('day'), 0.001, now)).toEqual({ follow: true, span: hour })
  })
})
