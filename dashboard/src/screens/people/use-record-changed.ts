import type { PatientRecord } from '@kotisilta/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/** To be called with a record as the server has it now: whatever is shown of the person is asked for again. */
export function useRecordChanged(id: string): (record?: PatientRecord) => void {
  const queries = useQueryClient()
  return useCallback(
    (record) => {
      if (record === undefined) void queries.invalidateQueries({ queryKey: ['record', id] })
      else queries.setQueryData(['record', id], record)
      for (const key of ['patient', 'history', 'assignments', 'erasure']) {
        void queries.invalidateQueries({ queryKey: [key, id] })
      }
      void queries.invalidateQueries({ queryKey: ['patients'] })
      void queries.invalidateQueries({ queryKey: ['people-choices'] })
    },
    [queries, id],
  )
}
