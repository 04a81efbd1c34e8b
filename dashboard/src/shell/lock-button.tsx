import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLock } from '../lock/use-lock.ts'

/** Locks the screen before it is laid down, or hands it to somebody else. */
export function LockButton() {
  const { t } = useTranslation()
  const lock = useLock()
  return (
    <button type="button" className="header-button" aria-label={t('shell.lock')} title={t('shell.lock')} onClick={lock}>
      <IconLock size={22} aria-hidden="true" />
    </button>
  )
}
