import './waiting-count.css'

/** How much waits, beside the way to it; nothing, where nothing does. */
export function WaitingCount({ count, words }: { count: number; words: string }) {
  if (count === 0) return null
  return (
    <span className="waiting-count">
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{words}</span>
    </span>
  )
}
