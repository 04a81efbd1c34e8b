import { type Correction, correctionSchema } from '@kotisilta/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { request } from '../../api/request.ts'

/** What has been changed of what was measured in a time; as old as the readings beside it. @param stamp of those readings */
export function useCorrections(patient: string, span: { from: number; to: number }, stamp: number) {
  const [from, to] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()]
  return useQuery({
    queryKey: ['corrections', patient, stamp],
    queryFn: (): Promise<Correction[]> =>
      request(
        `/api/v1/patients/${encodeURIComponent(patient)}/corrections?${new URLSearchParams({ from, to })}`,
        correctionSchema.array(),
      ),
    placeholderData: keepPreviousData,
  })
}
