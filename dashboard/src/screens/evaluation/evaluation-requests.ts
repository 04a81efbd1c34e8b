import { type EVALUATION_TABLES, type Evaluation, evaluationSchema } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

export interface Asked {
  from: string
  to: string
  /** Empty: everywhere. */
  area: string
}

const queryOf = ({ from, to, area }: Asked): URLSearchParams =>
  new URLSearchParams({ from, to, ...(area !== '' && { area }) })

export const getEvaluation = (asked: Asked): Promise<Evaluation> =>
  request(`/api/v1/evaluation?${queryOf(asked)}`, evaluationSchema)

export function csvAddress(asked: Asked, table: (typeof EVALUATION_TABLES)[number]): string {
  const query = queryOf(asked)
  query.set('table', table)
  return `/api/v1/evaluation.csv?${query}`
}
