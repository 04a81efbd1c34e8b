import type { Milliseconds } from '@kotisilta/contract'
import { type RefObject, useEffect, useRef } from 'react'
import { LIMIT_ROOM } from './draw-marks.ts'
import { AXIS_ROOM } from './plot-options.ts'

export interface TimeRange {
  from: Milliseconds
  to: Milliseconds
}

/** Moves the time shown with a finger, or with the mouse while Shift is held. A mouse alone chooses a span to look closer at. */
export function useDragging(
  box: RefObject<HTMLElement | null>,
  range: TimeRange,
  onRange: ((range: TimeRange) => void) | undefined,
): void {
  const latest = useRef({ range, onRange })
  useEffect(() => {
    latest.current = { range, onRange }
  })
  useEffect(() => {
    const element = box.current
    if (element === null || onRange === undefined) return
    let start: { x: number; range: TimeRange } | undefined
    const down = (event: PointerEvent) => {
      if (event.pointerType !== 'touch' && !event.shiftKey) return
      event.preventDefault()
      event.stopPropagation()
      start = { x: event.clientX, range: latest.current.range }
      element.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent) => {
      if (start === undefined) return
      const width = element.clientWidth - AXIS_ROOM - LIMIT_ROOM
      const by = ((start.x - event.clientX) / width) * (start.range.to - start.range.from)
      latest.current.onRange?.({ from: start.range.from + by, to: start.range.to + by })
    }
    const up = () => {
      start = undefined
    }
    // The chart's own mouse handling would begin to choose a span.
    const mouse = (event: MouseEvent) => {
      if (event.shiftKey) event.stopPropagation()
    }
    element.addEventListener('pointerdown', down, { capture: true })
    element.addEventListener('mousedown', mouse, { capture: true })
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', up)
    return () => {
      element.removeEventListener('pointerdown', down, { capture: true })
      element.removeEventListener('mousedown', mouse, { capture: true })
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', up)
    }
  }, [box, onRange])
}
