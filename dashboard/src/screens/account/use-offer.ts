import { useEffect, useRef, useState } from 'react'
import { useAccountChange } from './use-account.ts'

export interface AddedProps {
  opened: boolean
  onAdded(result: { recoveryCodes: string[] | null }): void
  onClose(): void
}

/** Asks the server once for what a new factor is made with, as soon as the dialog stands. */
export function useOffer<T>(ask: () => Promise<T>) {
  const [data, setData] = useState<T>()
  const begun = useRef(false)
  const change = useAccountChange((_: undefined) => ask(), setData)
  const { run } = change
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    run(undefined)
  }, [run])
  return { ...change, data }
}
