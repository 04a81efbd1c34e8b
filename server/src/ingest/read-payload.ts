import type { z } from 'zod'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * What a payload says by its schema, or in words for the technician why nobody can read it. Never throws.
 *
 * @example readPayload(stateMessageSchema, bytes) // { data } or { detail: 'online: Invalid input: expected boolean' }
 */
export function readPayload<Schema extends z.ZodType>(
  schema: Schema,
  payload: Uint8Array,
): { data: z.output<Schema> } | { detail: string } {
  let content: unknown
  try {
    content = JSON.parse(utf8.decode(payload))
  } catch (error) {
    return { detail: (error as Error).message.slice(0, 500) }
  }
  const result = schema.safeParse(content)
  if (result.success) return { data: result.data }
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`)
  return { detail: faults.join('; ').slice(0, 500) }
}
