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
  /** Another system, by a token that the controller has given it. */
  'integration',
] as const
export const groundSchema = z.enum(GROUNDS)
export type Ground = z.infer<typeof groundSchema>
