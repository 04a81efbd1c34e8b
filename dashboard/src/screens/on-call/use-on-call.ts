import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getOnCallCalendar, getOnCallNow, getOnCallSettings, getOwnShifts } from '../../api/on-call.ts'

const EVERY_MS = 15_000
/** Everything about who is on call: one change of it can change all of it. */
const KEY = 'on-call'
/** By then the server has looked whether a change has made a gap: it does so every two seconds. */
const LOOKED_MS = 3_000
/** How many days the calendar shows. */
const FORTNIGHT = 14

/** Who is on and what is wrong with that, asked every fifteen seconds. */
export const useOnCallNow = (enabled = true) =>
  useQuery({ queryKey: [KEY, 'now'], queryFn: getOnCallNow, refetchInterval: EVERY_MS, enabled })

export const useFortnight = () =>
  useQuery({ queryKey: [KEY, 'calendar'], queryFn: () => getOnCallCalendar(FORTNIGHT), refetchInterval: 60_000 })

export const useOnCallSettings = () => useQuery({ queryKey: [KEY, 'settings'], queryFn: getOnCallSettings })

export const useOwnShifts = (enabled: boolean) =>
  useQuery({ queryKey: [KEY, 'own'], queryFn: getOwnShifts, refetchInterval: 60_000, enabled })

/** Something is done about who is on call, and then all of it is asked anew. */
export function useOnCallChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  done?: (out: Output) => void,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    async onSuccess(output: Output) {
      setTimeout(() => void queries.invalidateQueries({ queryKey: [KEY, 'now'] }), LOOKED_MS)
      await queries.invalidateQueries({ queryKey: [KEY] })
      done?.(output)
    },
  })
}
