import type { Language, PatientSummary } from '@kotisilta/contract'
import { LOCALE } from '../../words/numbers.ts'

/** Those whose name or municipality has every word of `search` in it. */
export function findPatients(
  patients: readonly PatientSummary[],
  search: string,
  language: Language,
): PatientSummary[] {
  const plain = (text: string) => text.toLocaleLowerCase(LOCALE[language])
  const words = plain(search).split(/\s+/).filter(Boolean)
  return patients.filter(({ name, municipality }) => {
    const text = plain(`${name} ${municipality ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}
