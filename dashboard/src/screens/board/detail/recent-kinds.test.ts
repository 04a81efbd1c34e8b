import { describe, expect, it } from 'vitest'
import { anAlert } from '../../../live/alert.fixture.ts'
import { recentKinds } from './recent-kinds.ts'

const day = 86_400_000
const item = '01JD7Z4QK2W3E5R6T7Y8V90001'
const at = '2026-11-21T00:00:00.000Z'

describe('the readings beside an alert', () => {
  it('are first those that it rests on, each once, and at most four', () => {
    const basis = ['body-temperature', 'consciousness', 'respiratory-rate', 'body-temperature'].map((kind) => ({
      item,
      kind,
      at,
    }))
    const { kinds, span } = recentKinds(anAlert(1, 'medium', { problem: 'vital-signs', basis }))
    expect(kinds).toEqual(['body-temperature', 'respiratory-rate', 'heart-rate', 'oxygen-saturation'])
    expect(span).toBe(day)
  })

  it('go back a week for fluid, for a weight changes slowly', () => {
    const { kinds, span } = recentKinds(anAlert(1, 'medium', { problem: 'fluid' }))
    expect(kinds[0]).toBe('body-weight')
    expect(span).toBe(7 * day)
  })

  it('are none for a test', () => {
    expect(recentKinds(anAlert(1, 'low', { problem: 'test' })).kinds).toEqual([])
  })
})
