import type { Role } from '@kotisilta/contract'

const ROLES: ReadonlySet<Role> = new Set(['technician', 'coordinator', 'administrator'])

/** Who puts right what came from a home and could not be placed. The server decides; this only hides the way there. */
export const maySeeQuarantine = (role: Role): boolean => ROLES.has(role)
