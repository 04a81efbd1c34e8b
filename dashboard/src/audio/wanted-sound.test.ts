import type { Alert } from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { anAlert } from '../live/alert.fixture.ts'
import { mediumCalls, PAUSE_MS, pauseNow, wantedSound } from './wanted-sound.ts'

const nothing = { alerts: [] as Alert[], feedLost: false, pause: undefined, sounded: new Set<string>() }
const high = anAlert(1, 'high')
const medium = anAlert(2, 'medium')

describe('the sound', () => {
  it('calls for a high alert until somebody has it', () => {
    expect(wantedSound({ ...nothing, alerts: [high, medium] }, 0)).toBe('high')
    expect(wantedSound({ ...nothing, alerts: [anAlert(1, 'high', { status: 'acknowledged' })] }, 0)).toBeUndefined()
  })

  it('calls once for a medium alert, and again when it is opened again', () => {
    expect(wantedSound({ ...nothing, alerts: [medium] }, 0)).toBe('medium')
    const sounded = new Set(mediumCalls([medium]))
    expect(wantedSound({ ...nothing, alerts: [medium], sounded }, 0)).toBeUndefined()
    const noted = anAlert(2, 'medium', {
      version: 2,
      history: [...medium.history, { at: medium.raisedAt, event: 'note' }],
    })
    expect(wantedSound({ ...nothing, alerts: [noted], sounded }, 0)).toBeUndefined()
    const again = anAlert(2, 'medium', {
      version: 3,
      history: [...medium.history, { at: medium.raisedAt, event: 'reopened' }],
    })
    expect(wantedSound({ ...nothing, alerts: [again], sounded }, 0)).toBe('medium')
  })

  it('leaves a low alert to the eye', () => {
    expect(wantedSound({ ...nothing, alerts: [anAlert(3, 'low')] }, 0)).toBeUndefined()
  })

  it('calls when the feed is lost, unless a high alert calls louder', () => {
    expect(wantedSound({ ...nothing, feedLost: true }, 0)).toBe('feed-lost')
    expect(wantedSound({ ...nothing, feedLost: true, alerts: [high] }, 0)).toBe('high')
  })
})

describe('a pause', () => {
  it('is over after two minutes', () => {
    const pause = pauseNow([high], 1_000)
    expect(wantedSound({ ...nothing, alerts: [high], pause }, 1_000 + PAUSE_MS - 1)).toBeUndefined()
    expect(wantedSound({ ...nothing, alerts: [high], pause }, 1_000 + PAUSE_MS)).toBe('high')
    expect(PAUSE_MS).toBe(120_000)
  })

  it('does not cover a high alert that comes after it, nor one that got worse', () => {
    const pause = pauseNow([high, medium], 0)
    expect(wantedSound({ ...nothing, alerts: [high, anAlert(5, 'high')], pause }, 1)).toBe('high')
    const worse = anAlert(2, 'high', {
      version: 2,
      history: [...medium.history, { at: medium.raisedAt, event: 'worsened' }],
    })
    expect(wantedSound({ ...nothing, alerts: [high, worse], pause }, 1)).toBe('high')
  })

  it('covers the loss of the feed, and lets a medium alert sound when it is over', () => {
    const pause = pauseNow([], 0)
    expect(wantedSound({ ...nothing, feedLost: true, alerts: [medium], pause }, 1)).toBeUndefined()
    expect(wantedSound({ ...nothing, alerts: [medium], pause }, PAUSE_MS)).toBe('medium')
  })
})
