import { expect, test } from 'vitest'
import { battery, bloodPressure } from './gatt/capabilities.ts'
import { firstMatch, matches, type Sighting } from './match.ts'
import { defineProfile } from './profile.ts'

const sighting: Sighting = {
  address: '001122334455',
  name: 'EX-CUFF1 0042',
  services: ['1810', '180f'],
  serviceData: { fe95: Uint8Array.of(1) },
  manufacturerData: { '0157': Uint8Array.of(2) },
}

test('everything that is given has to hold', () => {
  expect(
    matches({ services: ['1810'], name: /^EX-/, serviceData: ['fe95'], manufacturerData: ['0157'] }, sighting),
  ).toBe(true)
  expect(matches({ services: ['1810', '181d'] }, sighting)).toBe(false)
  expect(matches({ services: ['1810'], serviceData: ['181d'] }, sighting)).toBe(false)
  expect(matches({ services: ['1810'], manufacturerData: ['0075'] }, sighting)).toBe(false)
  expect(matches({ services: ['1810'], name: /^OTHER/ }, sighting)).toBe(false)
})

test('a name is not matched by a device that sends none', () => {
  const { name: _, ...nameless } = sighting
  expect(matches({ name: /^/ }, nameless)).toBe(false)
})

test('a model is taken before a generic profile, wherever it stands', () => {
  const text = { vendor: 'Example', model: 'Cuff', description: 'A cuff' }
  const any = defineProfile({
    id: 'any-cuff',
    ...text,
    generic: true,
    match: { services: ['1810'] },
    extend: [bloodPressure],
  })
  const own = defineProfile({
    id: 'own-cuff',
    ...text,
    match: { services: ['1810'], name: /^EX-/ },
    extend: [bloodPressure, battery],
  })
  expect(firstMatch([any, own], sighting)?.id).toBe('own-cuff')
  expect(firstMatch([any, own], { ...sighting, name: 'Other' })?.id).toBe('any-cuff')
  expect(firstMatch([any, own], { ...sighting, services: [] })).toBeUndefined()
})

test('a profile is the sum of its capabilities', () => {
  const text = { vendor: 'Example', model: 'Cuff', description: 'A cuff' }
  const profile = defineProfile({
    id: 'a-b',
    ...text,
    extend: [bloodPressure, battery, { kinds: ['sos-pressed', 'heart-rate'], urgent: ['worn'] }],
  })
  expect(profile.kinds).toEqual(['blood-pressure', 'heart-rate', 'battery-level', 'sos-pressed'])
  expect(profile.urgent).toEqual(['worn'])
  expect(profile.subscribe).toEqual([
    { service: '1810', characteristic: '2a35' },
    { service: '180f', characteristic: '2a19' },
  ])
  expect(Object.keys(profile.characteristics ?? {})).toEqual(['2a35', '2a19'])
  expect(profile.mqtt).toBeUndefined()
})
