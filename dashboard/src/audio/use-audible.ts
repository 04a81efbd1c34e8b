import { useSyncExternalStore } from 'react'
import { type AlarmTone, createAlarmTone } from './alarm-tone.ts'

let shared: AlarmTone | undefined
/** One for the page: browsers allow few, and each has to be unlocked by a touch. */
export function alarmTone(): AlarmTone {
  shared ??= createAlarmTone()
  return shared
}

/** Whether this page can be heard. */
export function useAudible(): boolean {
  const tone = alarmTone()
  return useSyncExternalStore(tone.onChange, tone.audible)
}
