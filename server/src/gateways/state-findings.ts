import type { GatewayFindingCode, StateMessage } from '@kotisilta/contract'

/** Something that a technician should know, by a gateway's own word. */
export interface StateFinding {
  readonly code: GatewayFindingCode
  readonly detail: string
}

/**
 * What a gateway says newly of losses and of its disk. Counts are since its outbox was created, so only what has grown is news; what was
 * there when we first hear of it is. Pure.
 */
export function stateFindings(before: StateMessage | undefined, after: StateMessage): StateFinding[] {
  const found: StateFinding[] = []
  const grown = (name: 'dropped' | 'damaged' | 'setAside'): number => {
    const [old, now] = [before?.counts?.[name] ?? 0, after.counts?.[name] ?? 0]
    return now > old ? now - old : 0
  }
  if (grown('dropped') > 0) found.push({ code: 'items-dropped', detail: `${grown('dropped')} items` })
  if (grown('damaged') > 0) found.push({ code: 'items-damaged', detail: `${grown('damaged')} items` })
  else if (grown('setAside') > 0) found.push({ code: 'items-damaged', detail: 'a damaged file was set aside' })
  if (after.disk !== undefined && after.disk !== before?.disk) {
    if (after.disk === 'full') found.push({ code: 'disk-full', detail: '' })
    if (after.disk === 'failing' || after.disk === 'memory') found.push({ code: 'disk-failing', detail: after.disk })
  }
  return found
}
