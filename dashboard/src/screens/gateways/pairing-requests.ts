import { homeCommandSchema, type PairingAnswer } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

/** How long a window stands open. */
const SECONDS = 180

const pair = (gateway: string, args: Record<string, unknown>) =>
  request(`/api/v1/gateways/${encodeURIComponent(gateway)}/commands`, homeCommandSchema, {
    method: 'POST',
    body: { command: 'pair', args },
  })

export const openWindow = (gateway: string) => pair(gateway, { seconds: SECONDS })
export const pairWith = (gateway: string, device: string) => pair(gateway, { seconds: SECONDS, device })
export const answerDevice = (gateway: string, answer: PairingAnswer) => pair(gateway, { answer })
