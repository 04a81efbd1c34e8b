import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { setScreenKind } from '../api/identity-endpoints.ts'
import { useSession } from '../api/session.ts'
import { SESSION_KEY } from '../api/session-state.ts'
import { isTouchScreen } from './use-idle-lock.ts'

/** A screen of which nobody has said what it is counts as a tablet if it is worked with fingers, and as a desk otherwise. */
export function useScreenKind(): void {
  const client = useQueryClient()
  const { screen, locked, needsFactor } = useSession()
  const unsaid = screen.kind === null && !locked && !needsFactor
  useEffect(() => {
    if (!unsaid) return
    setScreenKind(isTouchScreen() ? 'tablet' : 'desk')
      .then(() => client.invalidateQueries({ queryKey: SESSION_KEY }))
      .catch(() => undefined)
  }, [unsaid, client])
}
