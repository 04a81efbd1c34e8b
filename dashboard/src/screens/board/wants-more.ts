import type { Alert } from '@kotisilta/contract'

/** Whether one more person has to have an alert that somebody has. */
export const wantsMore = ({ status, climb }: Pick<Alert, 'status' | 'climb'>): boolean =>
  status === 'acknowledged' && climb?.wanted !== undefined && (climb.takers ?? 0) < climb.wanted

/** Whether somebody can take it: nobody has it, or one more has to have it who does not have it yet. */
export const canBeTakenBy = (alert: Pick<Alert, 'status' | 'climb' | 'owner'>, user: string): boolean =>
  alert.status === 'open' || (wantsMore(alert) && alert.owner?.id !== user)
