import type { Alert } from '@kotisilta/contract'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useSession } from '../../api/session.ts'
import { feedStatus } from '../../live/feed.ts'
import { useLiveStore } from '../../live/live-provider.tsx'
import { neighbour } from '../../live/queue.ts'
import { recall, remember } from '../../ui/remember.ts'
import type { BoardDialog } from './board-screen.tsx'
import { openButtonId } from './strip.tsx'
import { useTake } from './use-alert-actions.ts'
import { canBeTakenBy } from './wants-more.ts'

const REMEMBERED_AS = 'kotisilta-shortcuts'

interface Board {
  selected: Alert | undefined
  select(id: string): void
  open(dialog: BoardDialog): void
  /** Something else has the keyboard. */
  blocked: boolean
}

/** Fields that want the letters for themselves, and places that scroll by arrows. */
const WANTS_KEYS = 'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]'

/** j, k or arrows move, t takes, r resolves, ? helps. Can be switched off, for those whose hands or voice type by accident. */
export function useBoardKeys(board: Board): { enabled: boolean; enable(on: boolean): void } {
  const [enabled, setEnabled] = useState(() => recall(REMEMBERED_AS) !== 'off')
  const store = useLiveStore()
  const take = useTake()
  const { user } = useSession()
  const latest = useRef({ board, take: take.mutate, user: user.id })
  // Before the next key can come: whoever sees a strip chosen may act on it.
  useLayoutEffect(() => {
    latest.current = { board, take: take.mutate, user: user.id }
  })

  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent) => {
      const { board, take } = latest.current
      const target = event.target instanceof Element ? event.target : document.body
      const locked = document.body.dataset.locked !== undefined
      if (
        locked ||
        board.blocked ||
        event.ctrlKey ||
        event.altKey ||
        event.metaKey ||
        target.closest(WANTS_KEYS) !== null
      )
        return
      const inDetail = target.closest('.detail') !== null
      const move = (step: 1 | -1) => {
        const next = neighbour(store.read().queue, board.selected?.id, step)
        if (next === undefined) return
        event.preventDefault()
        board.select(next)
        document.getElementById(openButtonId(next))?.focus()
      }
      const { selected } = board
      const live = feedStatus(store.read().feed) === 'live'
      if (event.key === 'j' || (event.key === 'ArrowDown' && !inDetail)) move(1)
      else if (event.key === 'k' || (event.key === 'ArrowUp' && !inDetail)) move(-1)
      else if (event.key === 't' && live && selected && canBeTakenBy(selected, latest.current.user) && !event.repeat)
        take(selected)
      else if (event.key === 'r' && live && selected?.status === 'acknowledged') {
        event.preventDefault()
        board.open('resolve')
      } else if (event.key === '?') board.open('keys')
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [enabled, store])

  return {
    enabled,
    enable(on) {
      remember(REMEMBERED_AS, on ? 'on' : 'off')
      setEnabled(on)
    },
  }
}
