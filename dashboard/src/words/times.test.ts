import { describe, expect, it } from 'vitest'
import { formatNumber, formatValue } from './numbers.ts'
import { ageAt, formatDate, formatMoment, formatSeconds, formatTime } from './times.ts'

const winter = Date.UTC(2026, 10, 21, 0, 14, 7)
const summer = Date.UTC(2026, 6, 1, 21, 30, 0)

describe('times', () => {
  it('are those of Helsinki on a 24-hour clock, in winter and in summer', () => {
    expect(formatTime(winter, 'fi')).toBe('02.14')
    expect(formatTime(winter, 'sv')).toBe('02.14')
    expect(formatTime(winter, 'en')).toBe('02:14')
    expect(formatSeconds(summer, 'en')).toBe('00:30:00')
  })

  it('name the day when it is another than today in Helsinki', () => {
    expect(formatMoment('2026-11-20T22:00:00.000Z', 'en', winter)).toBe('00:00')
    expect(formatMoment('2026-11-20T21:59:00.000Z', 'en', winter)).toBe('20/11 23:59')
    expect(formatMoment('2026-11-20T21:59:00.000Z', 'fi', winter)).toBe('20.11. 23.59')
  })

  it('name the year when it is another than this', () => {
    expect(formatDate('2025-12-31T22:00:00.000Z', 'fi', winter)).toBe('1.1.')
    expect(formatDate('2025-12-31T21:59:59.000Z', 'fi', winter)).toBe('31.12.2025')
  })

  it('tell an age from the year in Helsinki', () => {
    expect(ageAt(1942, winter)).toBe(84)
    expect(ageAt(1942, Date.UTC(2026, 11, 31, 22))).toBe(85)
  })
})

describe('numbers', () => {
  it('have a comma in Finnish and Swedish', () => {
    expect(formatNumber(1.5, 'fi', 1)).toBe('1,5')
    expect(formatNumber(1.5, 'sv', 1)).toBe('1,5')
    expect(formatNumber(1.5, 'en', 1)).toBe('1.5')
  })

  it('have the decimals of their kind', () => {
    expect(formatValue(72, 'body-weight', 'fi')).toBe('72,0')
    expect(formatValue(36.84, 'body-temperature', 'fi')).toBe('36,8')
    expect(formatValue(112.4, 'heart-rate', 'fi')).toBe('112')
  })
})
