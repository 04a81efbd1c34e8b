import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEVICE_MODELS, EVENT_KINDS, READING_KIND_NAMES } from '@kotisilta/contract'
import { profiles } from '@kotisilta/device-profiles'
import { expect, test } from 'vitest'
import { DEVICE_LIST, deviceList } from './device-list.ts'

const VENDORS = join(import.meta.dirname, '../../device-profiles/src/vendors')

/** The lines of every profile in the vendors' files: from `defineProfile({` to its `})`. */
const lengths = globSync('*.ts', { cwd: VENDORS })
  .flatMap(
    (file) => readFileSync(join(VENDORS, file), 'utf8').match(/^ {2}defineProfile\(\{$[\s\S]*?^ {2}\}\),$/gm) ?? [],
  )
  .map((text) => text.split('\n').length)
  .toSorted((one, other) => one - other)

test('the list of devices in the documentation is the catalogue’s', () => {
  expect(readFileSync(DEVICE_LIST, 'utf8')).toBe(deviceList())
})

test('a profile is a few lines: the median at most thirteen', () => {
  expect(lengths.length).toBe(profiles.length)
  expect(lengths.length).toBeGreaterThanOrEqual(30)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(13)
})

test('every profile has an id of its own and says what it gives, in kinds of the contract', () => {
  const known = new Set<string>([...READING_KIND_NAMES, ...EVENT_KINDS])
  expect(new Set(profiles.map(({ id }) => id)).size).toBe(profiles.length)
  for (const { id, kinds } of profiles) {
    expect(kinds.length, id).toBeGreaterThan(0)
    expect(
      kinds.filter((kind) => !known.has(kind)),
      id,
    ).toEqual([])
  }
})

test('every ordinary measurement has a device that gives it', () => {
  const given = new Set(profiles.filter(({ vendor }) => vendor !== 'Open').flatMap(({ kinds }) => kinds))
  const ordinary =
    'body-weight body-fat heart-rate oxygen-saturation blood-pressure body-temperature blood-glucose steps'
  for (const kind of ordinary.split(' ')) expect([...given]).toContain(kind)
})

test('whoever gives a device to somebody can choose among exactly the profiles that there are, each by a name of its own', () => {
  expect(DEVICE_MODELS.map(({ profile }) => profile).toSorted()).toEqual(profiles.map(({ id }) => id).toSorted())
  const names = DEVICE_MODELS.map(({ sort, name, standard }) => `${sort} ${name} ${standard}`)
  expect(new Set(names).size).toBe(names.length)
  for (const { profile, name } of DEVICE_MODELS) {
    const known = profiles.find(({ id }) => id === profile)
    if (name !== undefined) expect(name, profile).toContain(known?.vendor)
  }
})
