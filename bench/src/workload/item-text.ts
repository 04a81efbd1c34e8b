import { READING_KINDS } from '@kotisilta/contract'
import type { Sign } from './sign.ts'

/** The JSON of one item, as a gateway would send it. `at` is ISO 8601 with Z and milliseconds. */
export function itemText(sign: Sign, id: string, device: string, at: string): string {
  const head = `{"type":"${sign.type}","id":"${id}","device":"${device}","kind":"${sign.kind}",`
  if (sign.type === 'event') {
    const detail = sign.kind === 'dose-taken' ? `,"detail":{"slot":"${at.slice(0, 13)}:00Z"}` : ''
    return `${head}"at":"${at}","clock":"gateway"${detail}}`
  }
  return `${head}${measured(sign)},"unit":"${READING_KINDS[sign.kind].unit}","at":"${at}","clock":"gateway","quality":[]}`
}

function measured(sign: Extract<Sign, { type: 'reading' }>): string {
  if (sign.kind === 'blood-pressure') {
    const { systolic, diastolic } = sign.components
    return `"components":{"systolic":${systolic},"diastolic":${diastolic}}`
  }
  return sign.kind === 'steps' ? `"value":${sign.value},"over":"PT15M"` : `"value":${sign.value}`
}
