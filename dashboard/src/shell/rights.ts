import type { Role } from '@kotisilta/contract'

const CARE: ReadonlySet<Role> = new Set(['nurse', 'on-call', 'coordinator', 'physician'])
const PUTS_RIGHT: ReadonlySet<Role> = new Set(['technician', 'coordinator'])

// The server decides who may what; these only leave out what it would refuse.

/** Who sees clients and answers alerts. */
export const caresForClients = (role: Role): boolean => CARE.has(role)

/** Who manages the accounts of the staff. */
export const managesStaff = (role: Role): boolean => role === 'administrator'

const EVALUATES: ReadonlySet<Role> = new Set(['coordinator', 'physician', 'administrator', 'auditor'])
/** Who sees how alerts were answered. */
export const seesEvaluation = (role: Role): boolean => EVALUATES.has(role)

/** Where somebody without clients begins. */
export function homeOf(role: Role): string {
  if (hasOwnPage(role)) return '/me'
  if (searchesLog(role)) return '/access-log'
  if (managesStaff(role)) return '/staff'
  return putsDataRight(role) ? '/quarantine' : '/about'
}

/** Who prints everybody of an area for when nothing else works. */
export const makesDowntimeList = (role: Role): boolean => caresForClients(role) && role !== 'physician'

/** Who writes down new clients. */
export const addsClients = (role: Role): boolean => role === 'nurse' || role === 'coordinator'

/** Who gets kits ready for the next home. */
export const keepsKits = (role: Role): boolean => addsClients(role) || role === 'technician'

/** Who puts right what came from a home and could not be placed. */
export const putsDataRight = (role: Role): boolean => PUTS_RIGHT.has(role)

/** Who enrols the boxes in the homes, sees how they are and takes their access away. */
export const keepsGateways = (role: Role): boolean => role === 'technician' || role === 'administrator'

/** Who stands in a home and tries its devices. */
export const triesDevices = (role: Role): boolean => role === 'technician'

/** Who is alerted of gateways that need somebody. */
export const handlesTechnicalAlerts = (role: Role): boolean => keepsGateways(role) || role === 'coordinator'

/** Who gives tokens and secrets to other systems. */
export const managesTokens = (role: Role): boolean => role === 'administrator'

/** Who goes through what was opened in an emergency. */
export const reviewsGlass = (role: Role): boolean => role === 'coordinator' || role === 'auditor'

/** Who sees where people work, and who changes it. */
export const seesAreas = (role: Role): boolean => role === 'coordinator' || role === 'administrator'
export const changesAreas = (role: Role): boolean => role === 'administrator'

/** Who records care relationships and consents. */
export const changesCircle = (role: Role): boolean => caresForClients(role) && role !== 'on-call'

/** Who searches the access log. */
export const searchesLog = (role: Role): boolean => role === 'auditor'

/** Whose page is about themselves, or about somebody who has let them in. */
export const hasOwnPage = (role: Role): boolean => role === 'client' || role === 'relative'
const CHANGES_PLANS: ReadonlySet<Role> = new Set(['nurse', 'coordinator', 'physician'])
/** Who changes care plans and decides what others propose. */
export const changesPlans = (role: Role): boolean => CHANGES_PLANS.has(role)

/** Who sees who is on call, and who changes it. */
export const seesOnCall = (role: Role): boolean => caresForClients(role) || role === 'administrator'
export const changesOnCall = (role: Role): boolean => role === 'coordinator' || role === 'administrator'

/** Who sees templates and areas' plans, and who writes them. */
export const seesPlanSettings = (role: Role): boolean => caresForClients(role) || role === 'administrator'
export const keepsTemplates = (role: Role): boolean => role === 'coordinator' || role === 'physician'
/** Who may ask for a second person on danger limits, and who may do away with one. */
export const asksSecondPerson = (role: Role): boolean => role === 'coordinator' || role === 'administrator'
export const endsSecondPerson = (role: Role): boolean => role === 'administrator'
/** Who sees whether messages and test alarms get through. */
export const seesChannels = (role: Role): boolean =>
  role === 'coordinator' || role === 'technician' || role === 'administrator'
