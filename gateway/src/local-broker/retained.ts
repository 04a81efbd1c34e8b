import { isUrgent } from '@kotisilta/contract'
import type { Decoded } from '@kotisilta/device-profiles'

/**
 * What a message that is marked as retained has said. Another broker may have kept it, or the device marks all that it
 * says: a call for help in it is told all the same, and where it gives no time of its own nobody knows when it was.
 */
export function retainedWords(decoded: Decoded): Decoded {
  if ('error' in decoded) return decoded
  const items = decoded.items.map((item) =>
    isUrgent(item) && item.at === undefined && item.deviceTime === undefined ? { ...item, whenUnknown: true } : item,
  )
  return { ...decoded, items }
}
