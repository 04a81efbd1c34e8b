import type { Alert } from '@kotisilta/contract'
import { useCallback, useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useLive } from '../../live/live-provider.tsx'
import { shownOrder } from '../../live/queue.ts'

/** Which alert is chosen; kept in the address, so that it survives a reload. The first is chosen if none is. */
export function useSelection(): { selected: Alert | undefined; select(id: string): void } {
  const [address, setAddress] = useSearchParams()
  const chosen = address.get('alert')
  const selected = useLive((state) => (chosen === null ? undefined : state.alerts.get(chosen)))
  const first = useLive((state) => (state.known ? shownOrder(state.queue)[0] : undefined))
  const select = useCallback(
    (id: string) => setAddress({ alert: id }, { replace: true, preventScrollReset: true }),
    [setAddress],
  )
  useEffect(() => {
    if (chosen === null && first !== undefined) select(first)
  }, [chosen, first, select])
  return { selected, select }
}
