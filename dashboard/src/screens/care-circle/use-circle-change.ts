import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A change of who may see somebody; afterwards the page shows what is so now. */
export function useCircleChange(patient: string, onDone: () => void = () => {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: () => Promise<void>) => change(),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['circle', patient] })
      onDone()
    },
  })
}
