import {
  type Components,
  EVENT_KINDS,
  type EventKind,
  type Language,
  READING_KINDS,
  type ReadingKind,
} from '@kotisilta/contract'
import type { TFunction } from 'i18next'
import { formatValue } from './numbers.ts'

const UNIT_WORDS = {
  kg: 'kg',
  '%': 'percent',
  '/min': 'perMinute',
  'mm[Hg]': 'mmHg',
  Cel: 'celsius',
  'mmol/L': 'mmolPerLitre',
  min: 'minutes',
  'L/min': 'litresPerMinute',
} as const

export const isReadingKind = (kind: string): kind is ReadingKind => Object.hasOwn(READING_KINDS, kind)
const isEventKind = (kind: string): kind is EventKind => (EVENT_KINDS as readonly string[]).includes(kind)

/** The name of a kind of reading or event; the kind itself if it is one that this page does not know. */
export function kindText(t: TFunction, kind: string): string {
  if (isReadingKind(kind)) return t(`terms.reading.${kind}`)
  return isEventKind(kind) ? t(`terms.event.${kind}`) : kind
}

/** The unit as people write it, empty for kinds that have none. */
export function unitText(t: TFunction, kind: string): string {
  const unit = isReadingKind(kind) ? READING_KINDS[kind].unit : undefined
  return unit === undefined || unit === '1' ? '' : t(`terms.unit.${UNIT_WORDS[unit]}`)
}

interface Measured {
  kind: string
  value?: number | string | undefined
  components?: Components | undefined
}

/** What was measured, with its unit: "72,4 kg", "131/78 mmHg", "Alert". Empty for an event. */
export function readingText(t: TFunction, language: Language, { kind, value, components }: Measured): string {
  if (components !== undefined) {
    const [systolic, diastolic] = [components.systolic, components.diastolic].map((pressure) =>
      formatValue(pressure, kind, language),
    )
    return withUnit(`${systolic}/${diastolic}`, unitText(t, kind), language)
  }
  if (typeof value === 'number') return withUnit(formatValue(value, kind, language), unitText(t, kind), language)
  if (value === undefined) return ''
  return kind === 'consciousness' && isLevel(value) ? t(`terms.consciousness.${value}`) : value
}

const isLevel = (value: string): value is 'A' | 'C' | 'V' | 'P' | 'U' => /^[ACVPU]$/.test(value)

/** With a space that does not break, and none before "/min" nor, in English, before "%". */
export function withUnit(number: string, unit: string, language: Language): string {
  const close = unit === '' || unit.startsWith('/') || (unit === '%' && language === 'en')
  return close ? number + unit : `${number}\u00a0${unit}`
}

/** What is measured and in what: "Pulse (/min)". */
export const nameWithUnit = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`)
