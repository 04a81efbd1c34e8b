import { readPersonalIdentity } from '@kotisilta/contract'
import type { Draft } from './draft.ts'

export type DraftFault = 'nameMissing' | 'yearWrong' | 'identityWrong' | 'contactIncomplete'

/** What is wrong with a record as it is written, by the field that it is said beside. */
export function draftFaults(
  draft: Draft,
): Partial<Record<'name' | 'birthYear' | 'personalIdentity' | 'contacts', DraftFault>> {
  const { name, birthYear, personalIdentity, contacts } = draft
  const complete = contacts.every((each) => [each.name, each.relation, each.phone].every((text) => text.trim() !== ''))
  return {
    ...(name.trim() === '' && { name: 'nameMissing' }),
    ...(birthYear.trim() !== '' && !/^(19|20)\d\d$/.test(birthYear.trim()) && { birthYear: 'yearWrong' }),
    ...(personalIdentity.trim() !== '' &&
      typeof readPersonalIdentity(personalIdentity) === 'string' && { personalIdentity: 'identityWrong' }),
    ...(!complete && { contacts: 'contactIncomplete' }),
  }
}
