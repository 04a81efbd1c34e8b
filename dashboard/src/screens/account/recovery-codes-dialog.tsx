import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'

/** Shown once: for the day on which the phone is lost. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[] | null; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={codes !== null} onClose={onClose} title={t('account.codes.title')}>
      <div className="dialog-body">
        <p>{t('account.codes.text')}</p>
        <ul className="account-codes">
          {codes?.map((code) => (
            <li key={code} className="account-secret">
              {code}
            </li>
          ))}
        </ul>
        <div className="dialog-buttons">
          <Button onClick={onClose}>{t('account.codes.done')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
