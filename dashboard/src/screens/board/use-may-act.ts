import { feedStatus } from '../../live/feed.ts'
import { useLive } from '../../live/live-provider.tsx'

/** Alerts are taken and closed only on a screen that is live: on another one somebody may have had them for long. */
export const useMayAct = (): boolean => useLive((state) => feedStatus(state.feed) === 'live')
