import type { Language } from '@kotisilta/contract'
import en from './en/index.ts'
import fi from './fi/index.ts'
import sv from './sv/index.ts'

/** Every word of the user interface. English is the type that the others are held against. */
export const resources = { fi, sv, en } satisfies Record<Language, object>
export type Resources = typeof en
