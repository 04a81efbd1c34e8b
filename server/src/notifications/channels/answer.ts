import type { SendOutcome } from '../port.ts'

/** More of an answer is not read. */
const ANSWER_BYTES = 64 * 1024
const RETRY_AFTER_MOST_S = 3_600

/** What a provider's answer means, from its status alone. */
export function outcomeOf(response: Response): SendOutcome {
  const { status } = response
  if (status >= 200 && status < 300) return { accepted: true }
  if (status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? 'none')
    const isTold = Number.isFinite(seconds) && seconds >= 0
    const after = isTold ? { after: Math.min(seconds, RETRY_AFTER_MOST_S) * 1_000 } : {}
    return { accepted: false, code: 'too-fast', again: true, ...after }
  }
  if (status >= 500 || status === 408) return { accepted: false, code: 'server-error', again: true }
  return { accepted: false, code: 'refused', again: false }
}

/** The beginning of an answer as text, whatever the sender goes on to say. */
export async function startOf(response: Response): Promise<string> {
  const { body } = response
  if (body === null) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    parts.push(part)
    size += part.length
    if (size > ANSWER_BYTES) break
  }
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES).toString()
}
