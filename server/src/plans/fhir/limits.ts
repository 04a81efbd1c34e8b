import { type Limit, READING_KINDS } from '@kotisilta/contract'
import type { z } from 'zod'
import type { Faults } from './faults.ts'
import type { limitResource } from './resource.ts'
import { codingsOf, EXTENSION, fhirTime, planTime, signOf, UCUM } from './terms.ts'

/** Danger limits are the critical interval, attention limits the reference interval. */
const CATEGORIES = { red: 'critical', yellow: 'reference' } as const
const LEVELS = ['red', 'yellow'] as const

export function limitToFhir({ kind, component, hours, ...levels }: Limit, id: string) {
  const code = READING_KINDS[kind].unit ?? '1'
  const quantity = (value: number | undefined) => value !== undefined && { value, unit: code, system: UCUM, code }
  return {
    resourceType: 'ObservationDefinition' as const,
    id,
    ...(hours !== undefined && {
      extension: [
        {
          url: EXTENSION.hours,
          extension: [
            { url: 'from', valueTime: fhirTime(hours.from) },
            { url: 'to', valueTime: fhirTime(hours.to) },
          ],
        },
      ],
    }),
    code: { coding: codingsOf(kind, component) },
    quantitativeDetails: { unit: { coding: [{ system: UCUM, code }] } },
    qualifiedInterval: LEVELS.flatMap((level) => {
      const range = levels[level]
      if (range === undefined) return []
      const [low, high] = [quantity(range.low), quantity(range.high)]
      return [{ category: CATEGORIES[level], range: { ...(low && { low }), ...(high && { high }) } }]
    }),
  }
}

export function limitOfFhir(resource: z.infer<typeof limitResource>, path: string, faults: Faults): Limit | undefined {
  const sign = signOf(resource.code.coding)
  if (sign === undefined)
    return faults.add(`${path}.code`, 'code-unknown', 'no code of LOINC that is measured here, or two that differ')
  const unit = READING_KINDS[sign.kind].unit ?? '1'
  const rangeOf = (level: (typeof LEVELS)[number]): Limit['red'] => {
    const interval = resource.qualifiedInterval.find(({ category }) => category === CATEGORIES[level])
    if (interval === undefined) return undefined
    const bounds = (['low', 'high'] as const).flatMap((side) => {
      const quantity = interval.range?.[side]
      if (quantity === undefined) return []
      if (quantity.system !== UCUM || quantity.code !== unit) {
        const where = `${path}.qualifiedInterval.${interval.category}.${side}`
        faults.add(where, 'unit-wrong', `the unit has to be UCUM ${unit}`, unit)
      }
      return [[side, quantity.value] as const]
    })
    return Object.fromEntries(bounds)
  }
  const hours = resource.extension.find(({ url }) => url === EXTENSION.hours)?.extension
  const time = (edge: string) => planTime(hours?.find(({ url }) => url === edge)?.valueTime ?? '')
  const [red, yellow] = [rangeOf('red'), rangeOf('yellow')]
  return {
    ...sign,
    ...(red !== undefined && { red }),
    ...(yellow !== undefined && { yellow }),
    ...(hours !== undefined && { hours: { from: time('from'), to: time('to') } }),
  }
}
