import type { Milliseconds } from '@kotisilta/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getEvents, getReadings } from '../../api/endpoints.ts'
import { rangeOf, type Showing } from './time-range.ts'

const REFRESH_MS = 30_000
const POINTS = 600

/** Readings and events of what is shown, asked again every half minute while it follows now. */
export function useHistory(patient: string, showing: Showing, serverNow: () => Milliseconds) {
  const key = showing.follow ? [showing.span] : [showing.range.from, showing.range.to]
  const span = () => {
    const { from, to } = rangeOf(showing, serverNow())
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  }
  const manners = {
    refetchInterval: showing.follow ? REFRESH_MS : (false as const),
    placeholderData: keepPreviousData,
  }
  const readings = useQuery({
    queryKey: ['readings', patient, ...key],
    queryFn: () => getReadings(patient, [], span(), POINTS),
    ...manners,
  })
  const events = useQuery({
    queryKey: ['events', patient, ...key],
    queryFn: () => getEvents(patient, span()),
    ...manners,
  })
  return { readings, events }
}
