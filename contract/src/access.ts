import { z } from 'zod'

/**
 * Why somebody may do something, as the access log and the person concerned are told. `duty`: what belongs to the
 * work of a role and concerns nobody in particular, for example the list of one's own clients.
 */
export const GROUNDS = [
  'care-relationship',
  'area-duty',
  'break-glass',
  'own-data',
  'guardianship',
  'consent',
  'duty',
  'technical-task',
  'administration',
  'supervision',
] as const
export const groundSchema = z.enum(GROUNDS)
export type Ground = z.infer<typeof groundSchema>

/** What a person can agree to show to somebody. */
export const CONSENT_SCOPES = ['summary', 'readings', 'plan', 'alerts', 'access-log'] as const
export const consentScopeSchema = z.enum(CONSENT_SCOPES)
export type ConsentScope = z.infer<typeof consentScopeSchema>

/** Who the holder of a consent is to the person: the person, a guardian (who acts for the person), or somebody let in. */
export const CONSENT_HOLDERS = ['self', 'guardian', 'relative'] as const
export type ConsentHolder = (typeof CONSENT_HOLDERS)[number]
