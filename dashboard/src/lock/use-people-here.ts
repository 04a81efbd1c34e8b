import { useQuery } from '@tanstack/react-query'
import { getScreen } from '../api/identity-endpoints.ts'

const EVERY_MS = 15_000

/** Who is signed in at this screen, and how each opens it. */
export const usePeopleHere = () =>
  useQuery({ queryKey: ['screen'], queryFn: getScreen, refetchInterval: EVERY_MS, staleTime: 0 })
