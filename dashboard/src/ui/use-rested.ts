import { useEffect, useState } from 'react'

/** `value` as it was when it last stood still for `ms`, so that one movement of the hand is one question to the server. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}
