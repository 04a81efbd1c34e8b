import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type Given,
  getHandovers,
  getSheet,
  giveHandover,
  receiveLines,
  withdrawHandover,
} from './handover-requests.ts'

const EVERY_MS = 10_000

export const useSheet = () => useQuery({ queryKey: ['handover'], queryFn: getSheet, refetchInterval: EVERY_MS })
export const useHandovers = () =>
  useQuery({ queryKey: ['handovers'], queryFn: getHandovers, refetchInterval: EVERY_MS })

function useRefresh() {
  const queries = useQueryClient()
  return async () => {
    for (const key of ['handover', 'handovers', 'today', 'worklist']) {
      await queries.invalidateQueries({ queryKey: [key] })
    }
  }
}

export function useGive() {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: (given: Given) => giveHandover(given), onSettled })
}

export function useReceive(id: string) {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: (lines: number[]) => receiveLines(id, lines), onSettled })
}

export function useWithdraw(id: string) {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: () => withdrawHandover(id), onSettled })
}
