import { describe, expect, test } from 'vitest'
import { capturedFrames, captures, decodedFrames, written } from '../test/captures.ts'
import { matchProfile, profiles } from './catalogue.ts'
import { DECODE_ERROR_CODES, WITHHELD_REASONS } from './decoded.ts'

const PERMISSIVE = ['EUPL-1.2', 'BSD-3-Clause', 'MIT', 'Apache-2.0', 'CC-BY-4.0']

describe('captures', () => {
  test('are there, and not a few', () => {
    expect(captures.length).toBeGreaterThanOrEqual(60)
    expect(capturedFrames.length).toBeGreaterThanOrEqual(550)
  })

  test('say where they come from, under a licence that allows it', () => {
    for (const { file, origin, licence } of captures) {
      expect(origin.length, file).toBeGreaterThan(10)
      expect(PERMISSIVE, file).toContain(licence)
    }
  })

  test('cover every profile with frames that mean something and frames that are refused', () => {
    expect(profiles.length).toBeGreaterThan(0)
    for (const { id } of profiles) {
      const frames = capturedFrames.filter(({ capture }) => capture.profile === id).map(({ frame }) => frame)
      expect(frames.filter(({ items = [] }) => items.length > 0).length, id).toBeGreaterThan(0)
      expect(frames.filter(({ error }) => error !== undefined).length, id).toBeGreaterThan(0)
    }
  })

  test('show every kind that a profile says it gives', () => {
    for (const { id, kinds, vendor } of profiles) {
      if (vendor === 'Open') continue
      const frames = capturedFrames.filter(
        ({ capture }) => capture.profile === id || capture.profile.startsWith('sig-'),
      )
      const shown = new Set(
        frames.flatMap(({ frame }) => frame.items ?? []).map((item) => (item as { kind: string }).kind),
      )
      expect(
        kinds.filter((kind) => !shown.has(kind)),
        id,
      ).toEqual([])
    }
  })

  test('show every reason for a value that is withheld', () => {
    const shown = new Set(
      capturedFrames.flatMap(({ frame }) => frame.withheld ?? []).map((one) => (one as { reason: string }).reason),
    )
    expect(WITHHELD_REASONS.filter((reason) => !shown.has(reason))).toEqual([])
  })

  test('name only error codes that exist', () => {
    const named = new Set(capturedFrames.flatMap(({ frame }) => frame.error ?? []))
    expect(named.size).toBeGreaterThan(8)
    for (const code of named) expect(DECODE_ERROR_CODES).toContain(code)
  })

  test('are heard from the device that they say', () => {
    const sighted = captures.filter(({ sighting }) => sighting !== undefined)
    expect(sighted.length).toBeGreaterThanOrEqual(9)
    for (const { file, profile, sighting } of sighted)
      expect(sighting && matchProfile(sighting)?.id, file).toBe(profile)
  })
})

describe.each(captures)('$file', (capture) => {
  const { profile: id, frames } = capture
  const profile = profiles.find((known) => known.id === id)
  const decodedAll = decodedFrames(capture)

  test.each(frames.map((frame, index) => ({ ...frame, index })))('$says', ({ index, ...frame }) => {
    expect(profile, id).toBeDefined()
    const decoded = decodedAll[index]
    if (decoded === undefined) return expect.fail('not decoded')
    if (frame.device !== undefined) expect(decoded.device).toBe(frame.device)
    if ('error' in decoded) {
      expect(decoded.error.code, decoded.error.message).toBe(frame.error)
      return
    }
    expect(decoded.items.map(written)).toEqual(frame.items)
    expect(decoded.withheld ?? []).toEqual(frame.withheld ?? [])
    const kinds: readonly string[] = profile?.kinds ?? []
    if (profile?.vendor !== 'Open') expect(decoded.items.filter(({ kind }) => !kinds.includes(kind))).toEqual([])
  })
})
