import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { formatDateTime } from '../../words/times.ts'
import type { LinkFor } from './staff-screen.tsx'

/** The one-time link, shown once: read out, copied, or taken by the person's own camera. */
export function LinkDialog({ made, onClose }: { made: LinkFor | undefined; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      opened={made !== undefined}
      onClose={onClose}
      title={t('staff.link.title', { name: made?.name ?? '' })}
      size="lg"
    >
      {made !== undefined && <Link made={made} onClose={onClose} />}
    </Dialog>
  )
}

function Link({ made: { link }, onClose }: { made: LinkFor; onClose(): void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [copied, setCopied] = useState(false)
  const address = new URL(link.path, location.origin).href
  return (
    <div className="dialog-body">
      <p>{t('staff.link.text', { at: formatDateTime(link.expiresAt, language, now) })}</p>
      <div className="staff-link">
        <QrCode text={address} label={t('staff.link.qr')} />
        <p className="staff-address">{address}</p>
      </div>
      <div className="dialog-buttons">
        <Button
          variant="default"
          onClick={() =>
            void navigator.clipboard?.writeText(address).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        >
          {t(copied ? 'staff.link.copied' : 'staff.link.copy')}
        </Button>
        <Button onClick={onClose}>{t('staff.link.done')}</Button>
      </div>
    </div>
  )
}
