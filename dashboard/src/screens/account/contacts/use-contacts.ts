import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getContacts } from '../../../api/delivery-endpoints.ts'

const KEY = ['contacts']
/** While a test is under way one wants to see it arrive. */
const REFRESH_MS = 3_000

export const useContacts = () => useQuery({ queryKey: KEY, queryFn: getContacts, refetchInterval: REFRESH_MS })

/** A change of one's own ways; the list is then as the server has it. */
export function useContactsChange<V>(change: (wanted: V) => Promise<void>, done?: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => done?.(),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}
