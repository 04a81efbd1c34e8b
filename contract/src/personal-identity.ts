/** The check character is the rest of a division by 31, written in these (Decree 128/2010, Digital and Population Data Services Agency). */
const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY'

/** Since 2023 several signs stand for each century (Act 661/2009 as amended by 1171/2022): those born in 1900-1999 have - Y X W V U. */
const CENTURIES: Readonly<Record<string, number>> = {
  '+': 1800,
  ...Object.fromEntries([...'-YXWVU'].map((sign) => [sign, 1900])),
  ...Object.fromEntries([...'ABCDEF'].map((sign) => [sign, 2000])),
}

export interface PersonalIdentity {
  /** As it is written: eleven characters, upper case. */
  code: string
  /** ISO 8601 date. */
  born: string
  /** The date alone; the rest is not shown unless somebody asks for it. */
  masked: string
  /** Individual numbers 900-999 are given for a time, or for tests. */
  temporary: boolean
}

/** Why a text is no personal identity code. */
export const IDENTITY_FAULTS = ['identity-form', 'identity-date', 'identity-number', 'identity-check'] as const
export type IdentityFault = (typeof IDENTITY_FAULTS)[number]

/**
 * Reads a Finnish personal identity code (henkilötunnus), `131052-308T`; spaces around it and lower case are forgiven.
 * Nobody's sex is read from it.
 */
export function readPersonalIdentity(text: string): PersonalIdentity | IdentityFault {
  const code = text.trim().toUpperCase()
  const parts = /^(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-Y])$/.exec(code)
  if (parts === null) return 'identity-form'
  const [, day = '', month = '', year = '', sign = '', individual = '', check = ''] = parts
  const born = `${(CENTURIES[sign] as number) + Number(year)}-${month}-${day}`
  if (!isDate(born)) return 'identity-date'
  if (Number(individual) < 2) return 'identity-number'
  if (CHECK_CHARACTERS[Number(day + month + year + individual) % 31] !== check) return 'identity-check'
  return { code, born, masked: `${day}${month}${year}${sign}****`, temporary: Number(individual) >= 900 }
}

/** A code with its check character worked out: for invented persons, which have individual numbers from 900. */
export function inventedPersonalIdentity(born: string, individual: number): string {
  const [year = '', month = '', day = ''] = born.split('-')
  const digits = `${day}${month}${year.slice(2)}`
  const number = String(individual).padStart(3, '0')
  const sign = { 18: '+', 19: '-', 20: 'A' }[Number(year.slice(0, 2))] ?? '-'
  return `${digits}${sign}${number}${CHECK_CHARACTERS[Number(digits + number) % 31]}`
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
