import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Dialog } from '../../ui/dialog.tsx'

/**
 * Asks before a link leaves what is not saved. Closing the window asks in the browser's own words; going back asks nothing,
 * and what was written is there again when somebody comes back.
 */
export function UnsavedGuard({ onDiscard }: { onDiscard(): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [target, setTarget] = useState<string>()
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault()
    const clicked = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]')
      const href = link?.getAttribute('href')
      if (
        href == null ||
        !href.startsWith('/') ||
        link?.hasAttribute('download') ||
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey
      )
        return
      event.preventDefault()
      event.stopPropagation()
      setTarget(href)
    }
    window.addEventListener('beforeunload', leaving)
    document.addEventListener('click', clicked, true)
    return () => {
      window.removeEventListener('beforeunload', leaving)
      document.removeEventListener('click', clicked, true)
    }
  }, [])
  return (
    <Dialog opened={target !== undefined} onClose={() => setTarget(undefined)} title={t('plan.guard.title')}>
      <div className="dialog-body">
        <p>{t('plan.guard.text')}</p>
        <div className="dialog-buttons">
          <Button variant="default" data-autofocus onClick={() => setTarget(undefined)}>
            {t('plan.guard.stay')}
          </Button>
          <Button
            onClick={() => {
              onDiscard()
              if (target !== undefined) void navigate(target)
            }}
          >
            {t('plan.guard.leave')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
