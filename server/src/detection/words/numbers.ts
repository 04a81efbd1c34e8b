import type { Language } from '@kotisilta/contract'

/** At most two decimals, without trailing zeros: `72.4` in English, `72,4` in Finnish and Swedish. */
export function number(language: Language, value: number): string {
  const text = String(Math.round(value * 100 + 1e-9) / 100)
  return language === 'en' ? text : text.replace('.', ',')
}

/** `5–7`, or `5` when both ends are the same. */
export const range = (from: number, to: number): string => (from === to ? String(from) : `${from}–${to}`)
