import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from './contrast.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(scheme: 'light' | 'dark'): Map<string, string> {
  const block = new RegExp(`color-scheme="${scheme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  )
}

/** What is written on what, and the least contrast that will do: 7 for alarms, 4.5 for text, 3 for shapes and borders. */
const PAIRS: readonly [string, string, number][] = [
  ...(['high', 'medium', 'low'] as const).flatMap((priority): [string, string, number][] => [
    [`${priority}-ink`, priority, 7],
    ['ink', `${priority}-wash`, 7],
    ['ink-soft', `${priority}-wash`, 4.5],
  ]),
  ['bar-ink', 'bar', 7],
  ...(['page', 'surface', 'raised', 'chosen'] as const).flatMap((ground): [string, string, number][] => [
    ['ink', ground, 7],
    ['ink-soft', ground, 4.5],
    ['link', ground, 4.5],
    ['line-strong', ground, 3],
  ]),
  ['well', 'surface', 4.5],
  ['act-ink', 'act', 4.5],
  ['act-ink', 'act-hover', 4.5],
  ['series', 'surface', 4.5],
  ['series-second', 'surface', 4.5],
  ['limit', 'surface', 4.5],
]

describe.each(['light', 'dark'] as const)('the %s theme', (scheme) => {
  const tokens = tokensOf(scheme)

  it.each(PAIRS)('writes %s on %s with a contrast of at least %d', (ink, ground, least) => {
    expect(contrast(tokens.get(ink) ?? 'no such token', tokens.get(ground) ?? 'no such token')).toBeGreaterThanOrEqual(
      least,
    )
  })

  it('has no pure white at night', () => {
    expect(tokens.size).toBeGreaterThan(25)
    if (scheme === 'dark') expect([...tokens.values()]).not.toContain('#ffffff')
  })
})

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
