import type { Alert } from '@kotisilta/contract'
import { useMemo } from 'react'
import { useLive } from '../../live/live-provider.tsx'
import { stormOf } from '../../live/storms.ts'

/** The alerts of one cause that this one stands for; nothing when it stands for itself alone. */
export function useStorm(alert: Alert): ReturnType<typeof stormOf> {
  const alerts = useLive((state) => state.alerts)
  const storm = useMemo(() => stormOf(alerts, alert), [alerts, alert])
  return storm === undefined || storm.members.length < 2 ? undefined : storm
}
