import { expect, test } from 'vitest'
import type { ClaimedMessage } from './command.ts'
import { letterFor } from './letter.ts'

const claimed: ClaimedMessage = {
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  purpose: 'alert',
  channel: 'sms',
  priority: 'high',
  attempt: 1,
  alert: '01JD7Z4QK2W3E5R6T7Y8V9B0NA',
  since: Date.parse('2026-11-26T02:13:00.000Z'),
  language: 'fi',
  to: { address: '+358401234567', keys: null },
  about: null,
}
const base = new URL('https://hub.example.fi/')
const letter = (more: Partial<ClaimedMessage> = {}, at: URL | undefined = base) =>
  letterFor({ ...claimed, ...more }, claimed.to as NonNullable<ClaimedMessage['to']>, at)

test('a message says how urgent it is, since when, and where: in the language of who gets it, with the wall’s time', () => {
  const link = 'https://hub.example.fi/?alert=01JD7Z4QK2W3E5R6T7Y8V9B0NA'
  expect(letter().text).toBe(`Kotisilta: KIIREELLINEN hälytys odottaa ottajaa, klo 4.13. ${link}`)
  expect(letter({ language: 'sv' }).text).toBe(`Kotisilta: BRÅDSKANDE larm väntar på någon, kl. 4.13. ${link}`)
  expect(letter({ language: 'en', priority: 'medium' }).text).toBe(
    `Kotisilta: An alert waits for somebody, at 4:13. ${link}`,
  )
})

test('what is read out has no address in it; where nobody has said where the dashboard is, the text has none either', () => {
  expect(letter().spoken).toBe('Kotisilta. KIIREELLINEN hälytys odottaa ottajaa, klo 4.13. Avaa Kotisilta.')
  expect(letterFor(claimed, { address: '+358401234567', keys: null }, undefined).text).toMatch(/Avaa Kotisilta\.$/)
})

test('a short message fits into one of 160 characters of the GSM alphabet, with a long address', () => {
  const far = new URL('https://kotisilta.etela-savon-hyvinvointialue.fi/')
  for (const language of ['fi', 'sv', 'en'] as const) {
    for (const priority of ['high', 'medium', 'low'] as const) {
      const { text } = letter({ language, priority }, far)
      expect(text.length).toBeLessThanOrEqual(160)
      expect(text).toMatch(/^[\x20-\x7eäöåÄÖÅ]*$/)
    }
  }
})

test('what is told about duty says when and of which rota, and nothing of clients', () => {
  const from = Date.parse('2026-11-26T22:00:00.000Z')
  const about = (kind: string) => JSON.stringify({ notice: 'x', kind, name: 'Etelän yöpäivystys', from })
  const text = (kind: string, language: 'fi' | 'sv' | 'en') =>
    letterFor({ ...claimed, purpose: 'duty', language, about: about(kind) }, { address: '+358', keys: null }, base).text
  expect(text('comes-on', 'fi')).toBe(
    'Kotisilta: päivystysvuorosi alkaa 27.11. klo 0.00 (Etelän yöpäivystys). https://hub.example.fi/on-call',
  )
  expect(text('gap', 'sv')).toMatch(/^Kotisilta: ingen har jour från 27.11/)
  expect(text('unconfirmed', 'en')).toMatch(/^Kotisilta: the beginning of a shift has not been confirmed/)
})

test('that somebody’s data were opened in an emergency is told without a name, short enough for any way, with where to review it', () => {
  for (const language of ['fi', 'sv', 'en'] as const) {
    const { text, path, subject } = letter({ purpose: 'glass', priority: 'low', language, alert: null, about: '{}' })
    expect(path).toBe('/break-glass')
    expect(text).toContain('https://hub.example.fi/break-glass')
    expect(subject).toMatch(/4[.:]13$/)
    expect(text.length).toBeLessThanOrEqual(160)
  }
})

test('a channel that is down is named', () => {
  const letter = letterFor(
    { ...claimed, purpose: 'channel-down', language: 'en', about: 'sms' },
    { address: 'x', keys: null },
    base,
  )
  expect(letter.text).toMatch(/^Kotisilta: Text messages: nothing gets through/)
  expect(letter.path).toBe('/channels')
})
