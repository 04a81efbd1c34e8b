import { problemDetailsSchema } from '@kotisilta/contract'
import { RequestFailed } from './request-failed.ts'

const TIMEOUT_MS = 10_000

interface Shape<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error }
}

interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** JSON, or a file as it is. */
  body?: unknown
  /** The version that was seen, for `If-Match`. */
  seen?: number
  signal?: AbortSignal
}

/**
 * Asks the server and reads the answer by its schema; without a schema the answer has no content.
 * @throws RequestFailed with the server's code, `no-answer` after ten seconds, or `answer-unreadable`.
 */
export async function request<T>(path: string, shape: Shape<T>, ask?: Ask): Promise<T>
export async function request(path: string, shape: undefined, ask?: Ask): Promise<void>
export async function request<T>(path: string, shape: Shape<T> | undefined, ask: Ask = {}): Promise<T | undefined> {
  const response = await send(path, ask)
  if (!response.ok) throw await refusal(response)
  if (shape === undefined) return undefined
  const answer = shape.safeParse(await response.json().catch(() => undefined))
  if (!answer.success)
    throw new RequestFailed('answer-unreadable', `unreadable answer to ${path}`, { cause: answer.error })
  return answer.data
}

async function send(path: string, { method = 'GET', body, seen, signal }: Ask): Promise<Response> {
  const patience = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await fetch(path, {
      method,
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': body instanceof Blob ? 'text/csv' : 'application/json' }),
        ...(seen !== undefined && { 'if-match': `"${seen}"` }),
      },
      ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new RequestFailed('no-answer', `no answer to ${path}`, { cause })
  }
}

async function refusal(response: Response): Promise<RequestFailed> {
  const problem = problemDetailsSchema.safeParse(await response.json().catch(() => undefined))
  if (problem.success) return new RequestFailed(problem.data.code, problem.data.title, { problem: problem.data })
  return new RequestFailed(response.status === 401 ? 'not-signed-in' : 'internal', `status ${response.status}`)
}
