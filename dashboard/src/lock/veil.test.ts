import { expect, it } from 'vitest'
import { anAlert } from '../live/alert.fixture.ts'
import { inHand, veil, waitingBy } from './veil.ts'

it('a veiled alert names nobody and nothing', () => {
  const alert = anAlert(1, 'high')
  const veiled = JSON.stringify(veil(alert))
  for (const secret of [alert.patient.name, alert.patient.id, alert.title, alert.words.fi.title]) {
    expect(veiled).not.toContain(secret)
  }
})

it('counts who waits by urgency, each with its longest wait, and apart who is helped', () => {
  const alerts = [
    anAlert(1, 'medium'),
    anAlert(2, 'high'),
    anAlert(3, 'medium'),
    anAlert(4, 'high', { status: 'acknowledged' }),
  ].map(veil)
  const waiting = waitingBy(alerts)
  expect(waiting.map(({ priority, count }) => [priority, count])).toEqual([
    ['high', 1],
    ['medium', 2],
  ])
  const mediums = alerts.filter(({ priority }) => priority === 'medium').map(({ since }) => Date.parse(since))
  expect(waiting[1]?.since).toBe(Math.min(...mediums))
  expect(inHand(alerts)).toBe(1)
})
