import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getAlertsOf } from '../../api/endpoints.ts'
import { useLive } from '../../live/live-provider.tsx'

const REFRESH_MS = 30_000

/** All alerts of one person, newest first; asked again when one of them changes. Readings follow, for they caused it. */
export function useAlertsOf(patient: string) {
  const client = useQueryClient()
  const changes = useLive((state) =>
    [...state.alerts.values()]
      .filter((alert) => alert.patient.id === patient)
      .map(({ id, version }) => `${id} ${version}`)
      .join(),
  )
  useEffect(() => {
    if (changes === '') return
    void client.invalidateQueries({ queryKey: ['alerts', patient] })
    void client.invalidateQueries({ queryKey: ['readings', patient] })
    void client.invalidateQueries({ queryKey: ['events', patient] })
  }, [client, changes, patient])
  return useQuery({
    queryKey: ['alerts', patient],
    queryFn: () => getAlertsOf(patient),
    select: (alerts) => alerts.toSorted((a, b) => b.raisedAt.localeCompare(a.raisedAt)),
    refetchInterval: REFRESH_MS,
  })
}
