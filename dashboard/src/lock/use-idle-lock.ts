import { useEffect } from 'react'
import { useSession } from '../api/session.ts'
import { lockAfter } from './idle.ts'
import { useLock } from './use-lock.ts'

const LOOK_MS = 1_000
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

export const isTouchScreen = (): boolean => matchMedia('(pointer: coarse)').matches

/** Locks the screen when nobody has touched it for as long as its kind allows. A tablet that slept has not been touched. */
export function useIdleLock(): void {
  const { locked, screen } = useSession()
  const lock = useLock()
  const after = lockAfter(screen, isTouchScreen())
  useEffect(() => {
    if (locked || after === undefined) return
    let touched = Date.now()
    const touch = () => {
      touched = Date.now()
    }
    const look = () => {
      if (Date.now() - touched >= after) lock()
    }
    const timer = setInterval(look, LOOK_MS)
    for (const name of TOUCHES) document.addEventListener(name, touch, { passive: true })
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const name of TOUCHES) document.removeEventListener(name, touch)
      document.removeEventListener('visibilitychange', look)
    }
  }, [locked, after, lock])
}
