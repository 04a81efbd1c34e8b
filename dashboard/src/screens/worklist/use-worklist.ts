import type { WorkEntry } from '@kotisilta/contract'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  getToday,
  getWorklist,
  markSeen,
  promiseCall,
  takeWorkStep,
  undoSeen,
  type Whose,
  type WorkStep,
} from './worklist-requests.ts'

const EVERY_MS = 10_000
const TODAY = ['today']
const QUEUE = ['worklist']
/** In a stairwell without a network it waits, and goes as soon as there is one; the screen says so. */
const WAITS = { networkMode: 'online' } as const

export const useQueue = () => useQuery({ queryKey: QUEUE, queryFn: getWorklist, refetchInterval: EVERY_MS })

export const useToday = (whose: Whose) =>
  useInfiniteQuery({
    queryKey: [...TODAY, whose],
    queryFn: ({ pageParam }) => getToday(whose, pageParam),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: EVERY_MS,
  })

function useRefresh() {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: TODAY })
    await queries.invalidateQueries({ queryKey: QUEUE })
  }
}

export function useWorkStep(entry: WorkEntry) {
  const onSettled = useRefresh()
  return useMutation({ ...WAITS, mutationFn: (step: WorkStep) => takeWorkStep(entry, step), onSettled })
}

export function usePromise(patient: string) {
  const onSettled = useRefresh()
  return useMutation({
    ...WAITS,
    mutationFn: (wanted: { due: string; text: string; alert?: string; mine: boolean }) => promiseCall(patient, wanted),
    onSettled,
  })
}

export function useSeen() {
  const onSettled = useRefresh()
  return useMutation({ ...WAITS, mutationFn: markSeen, onSettled })
}

export function useUndoSeen() {
  const onSettled = useRefresh()
  return useMutation({ ...WAITS, mutationFn: undoSeen, onSettled })
}
