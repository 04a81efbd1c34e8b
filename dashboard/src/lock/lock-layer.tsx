import { type ReactNode, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { windowTitle } from '../ui/window-title.ts'

/**
 * Covers the page and takes everything else on it out of sight, of reach and of the window's title, while all of it stays
 * as it is: scrolled where it was, with what was being written.
 */
export function LockLayer({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation()
  const [layer] = useState(() => Object.assign(document.createElement('div'), { className: 'lock-layer' }))

  useLayoutEffect(() => {
    document.body.append(layer)
    document.body.dataset.locked = ''
    const others = [...document.body.children].filter((each) => each !== layer)
    for (const other of others) other.toggleAttribute('inert', true)
    return () => {
      for (const other of others) other.toggleAttribute('inert', false)
      delete document.body.dataset.locked
      layer.remove()
    }
  }, [layer])

  // Before anything is painted: a tablet on a table shows its window's title too.
  useLayoutEffect(() => {
    windowTitle.cover(t('shell.document', { page: title }))
    return () => windowTitle.uncover()
  }, [t, title])

  return createPortal(
    <main className="lock" aria-label={title}>
      {children}
    </main>,
    layer,
  )
}
