import type { HomeCommand } from '@kotisilta/contract'

/** How a question stands, in the words of whoever waits for it. */
export const ASK_STATES = [
  'waiting',
  'sent',
  'accepted',
  'asked',
  'well',
  'help',
  'nothing-can',
  'unreachable',
  'not-answered',
  'not-asked',
  'expired',
] as const
export type AskState = (typeof ASK_STATES)[number]

export function askState({ status, code }: Pick<HomeCommand, 'status' | 'code'>): AskState {
  switch (status) {
    case 'done':
      return code === 'answered-help' ? 'help' : code === 'answered-well' ? 'well' : 'asked'
    case 'cannot':
      return code === 'device-unreachable' ? 'unreachable' : 'nothing-can'
    case 'failed':
      return code === 'not-answered' ? 'not-answered' : 'not-asked'
    case 'refused':
      return code === 'command-expired' ? 'expired' : 'not-asked'
    default:
      return status
  }
}

/** An answer is still waited for. */
export const isUnderWay = ({ status }: Pick<HomeCommand, 'status'>): boolean =>
  status === 'waiting' || status === 'sent' || status === 'accepted'

/** A person on the staff has to do what no device did. */
export const isForStaff = (state: AskState): boolean =>
  ['nothing-can', 'unreachable', 'not-answered', 'not-asked', 'expired'].includes(state)
