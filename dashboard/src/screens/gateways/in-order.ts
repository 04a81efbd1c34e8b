import type { GatewaySummary } from '@kotisilta/contract'

/** What the search finds, by name, home, place or device; first what has findings, then what is not there. */
export function inOrder(gateways: readonly GatewaySummary[], search: string): GatewaySummary[] {
  const wanted = search.trim().toLowerCase()
  const fits = ({ id, home, place, state }: GatewaySummary): boolean =>
    [id, home, place ?? '', ...(state?.devices ?? []).map(({ device }) => device)].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  return gateways.filter(fits).sort((a, b) => need(b) - need(a) || (a.id < b.id ? -1 : 1))
}

const need = ({ findings, online, since }: GatewaySummary): number =>
  (findings.length > 0 ? 2 : 0) + (!online && since !== null ? 1 : 0)
