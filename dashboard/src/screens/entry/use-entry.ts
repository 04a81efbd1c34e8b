import { type Entry, type EntryAnswer, type Measured, newUlid, type StoredReading } from '@kotisilta/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { postEntry, undoEntry } from './entry-requests.ts'

/** Saves an entry. The same one tried again has the same number, so that it is stored once whatever became of the first try. */
export function useSave(patient: string) {
  const queries = useQueryClient()
  const tried = useRef<{ what: string; entry: Entry }>(undefined)
  return useMutation({
    mutationFn: ({ readings, at }: { readings: Measured[]; at: string | undefined }) => {
      const what = JSON.stringify([readings, at])
      if (tried.current?.what !== what) {
        tried.current = { what, entry: { id: newUlid(Date.now()), readings, ...(at !== undefined && { at }) } }
      }
      return postEntry(patient, tried.current.entry)
    },
    onSuccess: () => {
      // The same values once more are another measurement.
      tried.current = undefined
      return looked(queries, patient)
    },
  })
}

/** Takes back all that an entry has stored. */
export function useUndo(patient: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: EntryAnswer) => undoEntry(patient, id),
    onSettled: () => looked(queries, patient),
  })
}

/** What shows readings of the patient is asked again. */
export async function looked(queries: ReturnType<typeof useQueryClient>, patient: string): Promise<void> {
  const stale = ['readings', 'corrections', 'news2', 'alerts'].map((name) => [name, patient])
  for (const queryKey of [...stale, ['tasks']]) await queries.invalidateQueries({ queryKey })
}

export const lastOf = (last: readonly StoredReading[], kind: string): StoredReading | undefined =>
  last.find((each) => each.kind === kind)
