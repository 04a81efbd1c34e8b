import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A change of somebody's account, after which the list is read anew. */
export function useStaffChange<V, R>(change: (wanted: V) => Promise<R>, done?: (result: R) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess(result) {
      void client.invalidateQueries({ queryKey: ['staff'] })
      done?.(result)
    },
  })
}
