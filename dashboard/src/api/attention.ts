import { attentionSchema } from '@kotisilta/contract'
import { useQuery } from '@tanstack/react-query'
import { request } from './request.ts'

const EVERY_MS = 10_000

/** How much waits for whoever is signed in, as the navigation shows it. */
export const useAttention = (enabled: boolean) =>
  useQuery({
    queryKey: ['attention'],
    queryFn: () => request('/api/v1/attention', attentionSchema),
    refetchInterval: EVERY_MS,
    enabled,
  })
