import { type Task, type TaskCount, taskCountSchema, taskSchema } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

export const getTasks = (): Promise<Task[]> => request('/api/v1/tasks', taskSchema.array())

export const getTaskCount = (): Promise<TaskCount> => request('/api/v1/tasks/count', taskCountSchema)

export type TaskStep =
  | { action: 'claim' | 'release' | 'done' | 'cancel' }
  /** Whose the reading is; null: nobody's here. */
  | { action: 'belongs'; patient: string | null }

export function takeStep(id: string, step: TaskStep): Promise<Task> {
  const { action, ...rest } = step
  const body = action === 'claim' || action === 'release' ? {} : rest
  return request(`/api/v1/tasks/${id}/${action}`, taskSchema, { method: 'POST', body })
}
