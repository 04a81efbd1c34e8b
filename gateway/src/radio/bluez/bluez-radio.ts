import type { Logger } from 'pino'
import type { Radio } from '../radio.ts'
import { scriptedRadio } from '../scripted-radio.ts'
export function blueZRadio(_: { adapter: string; log: Logger }): Radio {
  return scriptedRadio()
}
