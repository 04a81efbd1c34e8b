import type { Role } from '@kotisilta/contract'

export type Permission = 'see-patients' | 'handle-alerts' | 'see-quarantine' | 'replay-quarantine'

const CARE: readonly Role[] = ['nurse', 'on-call', 'coordinator', 'physician']

/** Who may do what. What is not in the table is allowed to nobody. */
const PERMITS: Readonly<Record<Permission, readonly Role[]>> = {
  'see-patients': CARE,
  'handle-alerts': CARE,
  'see-quarantine': ['technician', 'coordinator', 'administrator'],
  'replay-quarantine': ['technician', 'coordinator', 'administrator'],
}

export const may = (role: Role, permission: Permission): boolean => PERMITS[permission].includes(role)
