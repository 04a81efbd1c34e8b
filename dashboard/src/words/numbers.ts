import type { Language, ReadingKind } from '@kotisilta/contract'

/** Which country's manners a language is written with. */
export const LOCALE: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

/** Decimals with which a kind is always written, whatever the last digit is. Others have none. */
const DECIMALS: Partial<Record<ReadingKind, number>> = {
  'body-weight': 1,
  'body-fat': 1,
  'body-temperature': 1,
  'blood-glucose': 1,
  'supplemental-oxygen': 1,
}

export const formatNumber = (value: number, language: Language, decimals = 0): string =>
  new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    value,
  )

/** The last digit with which a kind is written, as a number: 0.1 or 1. */
export const smallestStep = (kind: ReadingKind): number => 10 ** -(DECIMALS[kind] ?? 0)

/** A value in the decimals of its kind. */
export const formatValue = (value: number, kind: string, language: Language): string =>
  formatNumber(value, language, DECIMALS[kind as ReadingKind] ?? 0)
