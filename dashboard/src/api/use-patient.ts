import { useQuery } from '@tanstack/react-query'
import { getPatient } from './endpoints.ts'

/** Each question is one entry in the log of who has looked at whom, so an answer is kept for a minute. */
export const usePatient = (id: string) =>
  useQuery({ queryKey: ['patient', id], queryFn: () => getPatient(id), staleTime: 60_000 })
