import type { Language } from '@kotisilta/contract'

const AND: Readonly<Record<Language, string>> = { fi: 'ja', sv: 'och', en: 'and' }

/** `a`, `a and b`, `a, b and c`. */
export function list(language: Language, parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${AND[language]} ${last}`
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
