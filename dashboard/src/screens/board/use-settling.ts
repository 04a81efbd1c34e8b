import type { Milliseconds } from '@kotisilta/contract'
import { type MouseEvent, useCallback, useEffect, useRef } from 'react'
import { useLive, useLiveStore } from '../../live/live-provider.tsx'
import { isSettled } from '../../live/queue.ts'

/** Rows find their true places only when nobody has touched anything for so long. */
const STILL_MS: Milliseconds = 15_000
/** A tap so soon after the rows have moved by themselves was meant for what stood there before. */
const TAP_GUARD_MS: Milliseconds = 500

const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const

interface Settling {
  settled: boolean
  settle(): void
  /** To be put on the list, in the capture phase. */
  guard(event: MouseEvent): void
}

/** Puts the queue in order when the board has been left alone for a while, or when somebody asks. */
export function useSettling(): Settling {
  const store = useLiveStore()
  const settled = useLive((state) => isSettled(state.queue, state.alerts))
  const lastTouched = useRef(0)
  const movedAt = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => {
    const touched = () => {
      lastTouched.current = performance.now()
    }
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, touched, { passive: true, capture: true })
    return () => {
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, touched, { capture: true })
    }
  }, [])

  useEffect(() => {
    if (settled) return
    const since = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      if (now - Math.max(since, lastTouched.current) < STILL_MS) return
      movedAt.current = now
      store.tell({ type: 'settled' })
    }, 1_000)
    return () => clearInterval(timer)
  }, [settled, store])

  const settle = useCallback(() => store.tell({ type: 'settled' }), [store])
  const guard = useCallback((event: MouseEvent) => {
    const byPointer = event.detail > 0
    if (!byPointer || performance.now() - movedAt.current > TAP_GUARD_MS) return
    event.preventDefault()
    event.stopPropagation()
  }, [])
  return { settled, settle, guard }
}
