import type { Priority } from '@kotisilta/contract'

/** ▲ high, ◆ medium, ● low, in a square of 16; drawn, so that no font can lack them. */
const PATHS: Readonly<Record<Priority, string>> = {
  high: 'M8 1 15.500 14.500H.5z',
  medium: 'M8 .5 15.500 8 8 15.500.5 8z',
  low: 'M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1z',
}

export function PriorityShape({ priority, size = 16 }: { priority: Priority; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      <path d={PATHS[priority]} />
    </svg>
  )
}
