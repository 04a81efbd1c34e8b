import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useMarkLocked, useSignedOut } from '../api/session.ts'
import { afterPaint } from './after-paint.ts'
import { connect } from './connection.ts'
import { SILENCE_MS } from './feed.ts'
import type { LiveState } from './live-state.ts'
import { createLiveStore, type LiveStore } from './live-store.ts'
import { createReceipts } from './receipts.ts'

const LiveContext = createContext<LiveStore | undefined>(undefined)

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext)
  if (store === undefined) throw new Error('useLiveStore outside LiveProvider')
  return store
}

/** Renders again when what `select` picks changes; it has to pick what is there and build nothing new. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const store = useLiveStore()
  return useSyncExternalStore(store.subscribe, () => select(store.read()))
}

interface Props {
  /** False for accounts that get no alerts: then nothing is connected, and time is the machine's own. */
  wanted: boolean
  /** Nobody sees what is painted on a locked screen: it proves nothing. */
  locked: boolean
  children: ReactNode
}

/** Keeps the live feed open for what is inside, and gives receipts for what has been painted. */
export function LiveProvider({ wanted, locked, children }: Props) {
  const [store] = useState(() => createLiveStore(() => performance.now()))
  const [receipts] = useState(createReceipts)
  const onSignedOut = useSignedOut()
  const onLocked = useMarkLocked()

  useEffect(() => {
    if (!wanted) return store.tell({ type: 'refused' })
    const connection = connect(store, receipts, { onSignedOut, onLocked })
    return () => connection.close()
  }, [store, receipts, onSignedOut, onLocked, wanted])

  const state = useSyncExternalStore(store.subscribe, store.read)
  useEffect(() => {
    if (!locked) return afterPaint(() => receipts.confirm(state.alerts))
  }, [receipts, state, locked])
  useEffect(() => {
    if (!locked) store.tell({ type: 'unlocked' })
  }, [store, locked])
  useEffect(() => {
    if (state.feed.lost || state.feed.refused) return
    const left = state.feed.heard + SILENCE_MS - performance.now()
    const timer = setTimeout(() => store.tell({ type: 'checked' }), Math.max(0, left) + 1)
    return () => clearTimeout(timer)
  }, [store, state.feed])

  return <LiveContext value={store}>{children}</LiveContext>
}
