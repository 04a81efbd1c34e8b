import { useQuery } from '@tanstack/react-query'
import { getChoices } from './people-endpoints.ts'

/** Areas, nurses and kits that a form offers. */
export const useChoices = () => useQuery({ queryKey: ['people-choices'], queryFn: getChoices, staleTime: 30_000 })
