import type { HomeCommand } from '@kotisilta/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askAtHome, getCommands, type Question } from './ask-requests.ts'
import { isUnderWay } from './ask-state.ts'

const SOON_MS = 3_000
const LATER_MS = 30_000
/** A device answers within seconds or takes its time. */
const PATIENCE_MS = 30_000

const key = (patient: string) => ['asks', patient]

function nextLook(commands: readonly HomeCommand[] | undefined): number | false {
  const newest = commands?.find((command) => isAsk(command) && isUnderWay(command))
  if (newest === undefined) return false
  return Date.now() - Date.parse(newest.createdAt) < PATIENCE_MS ? SOON_MS : LATER_MS
}

const isAsk = ({ command }: HomeCommand): boolean => command === 'ask' || command === 'measure-again'

/** What a person was asked through devices at home since a moment, the newest first. */
export function useAsks(patient: string, since: string): HomeCommand[] {
  const { data } = useQuery({
    queryKey: key(patient),
    queryFn: () => getCommands(patient),
    refetchInterval: ({ state }) => nextLook(state.data),
    staleTime: LATER_MS,
  })
  return data?.filter((command) => isAsk(command) && command.createdAt >= since) ?? []
}

export function useAskAtHome(patient: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (question: Question) => askAtHome(patient, question),
    async onSettled() {
      await queries.invalidateQueries({ queryKey: key(patient) })
      await queries.invalidateQueries({ queryKey: ['tasks'] })
    },
  })
}
