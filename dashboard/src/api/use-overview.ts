import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getOverview } from './endpoints.ts'

const EVERY_MS = 15_000
/** One storm of alerts is one question. */
const GATHER_MS = 400

/** The region's figures: asked every fifteen seconds, and soon after `changes` has become another. */
export function useOverview(changes: unknown) {
  const client = useQueryClient()
  useEffect(() => {
    if (changes === undefined) return
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: ['overview'] }), GATHER_MS)
    return () => clearTimeout(timer)
  }, [client, changes])
  return useQuery({ queryKey: ['overview'], queryFn: getOverview, refetchInterval: EVERY_MS })
}
