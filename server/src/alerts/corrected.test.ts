import { alertSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { corrected } from './corrected.ts'
import { after, aino, context, finding } from './example-alert.ts'

const wrong = finding({ rule: 'news2', change: 'raised', priority: 'high' })
const items = new Set(wrong.basis.map(({ item }) => item))
const alert = () => after({ type: 'finding', finding: wrong })
const correction = { by: aino, text: 'Typed 150 for 105.', items, still: [] }

describe('an alert of which a reading was wrong', () => {
  test('says who found that and why, and marks the reading where it shows it', () => {
    const now = corrected(alert(), correction, context.now)
    expect(alertSchema.parse(now)).toEqual(now)
    expect(now).toMatchObject({ status: 'open', priority: 'high', version: 2, basis: [{ withdrawn: true }] })
    expect(now?.history.at(-1)).toMatchObject({ event: 'corrected', by: aino, text: 'Typed 150 for 105.' })
  })

  test('tells what is found without it, be that less', () => {
    const milder = finding({ rule: 'limit', change: 'raised', priority: 'medium' })
    const elsewhere = finding({ rule: 'weight-gain', change: 'raised', priority: 'high', problem: 'fluid' })
    const now = corrected(alert(), { ...correction, still: [elsewhere, milder] }, context.now)
    expect(now).toMatchObject({ rule: 'limit', priority: 'medium', title: milder.words.en.title })
    expect(now?.basis.map(({ item, withdrawn = false }) => [item, withdrawn])).toEqual([
      [wrong.basis[0]?.item, true],
      [milder.basis[0]?.item, false],
    ])
  })

  test('stays as it is if it rests on others, or is resolved', () => {
    expect(corrected(alert(), { ...correction, items: new Set(['another']) }, context.now)).toBeUndefined()
    const done = after({ type: 'finding', finding: wrong }, { type: 'resolve', by: aino, outcome: 'phone' })
    expect(corrected(done, correction, context.now)).toBeUndefined()
  })
})
