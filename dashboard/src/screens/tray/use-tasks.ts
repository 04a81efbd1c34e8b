import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getTaskCount, getTasks, type TaskStep, takeStep } from './tray-requests.ts'

const EVERY_MS = 5_000

/** How many there are, asked every few seconds; the list itself only when it has changed. */
export const useTaskCount = (enabled: boolean) =>
  useQuery({ queryKey: ['task-count'], queryFn: getTaskCount, refetchInterval: EVERY_MS, enabled })

export function useTasks() {
  const count = useTaskCount(true)
  const stamp = count.data?.stamp
  return useQuery({
    queryKey: ['tasks', stamp],
    queryFn: getTasks,
    enabled: stamp !== undefined || count.isError,
    placeholderData: (before) => before,
  })
}

export function useStep(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: TaskStep) => takeStep(id, step),
    async onSettled() {
      await queries.invalidateQueries({ queryKey: ['tasks'] })
      await queries.invalidateQueries({ queryKey: ['task-count'] })
    },
  })
}
