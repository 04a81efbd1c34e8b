import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { addTotp, offerTotp } from '../../api/identity-endpoints.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useFailureText } from '../../words/use-words.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useAccountChange } from './use-account.ts'
import { type AddedProps, useOffer } from './use-offer.ts'

export function TotpDialog({ opened, onAdded, onClose }: AddedProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('account.totp.title')} size="lg">
      <TotpSteps onAdded={onAdded} onClose={onClose} />
    </Dialog>
  )
}

/** The secret goes to the app by camera or by hand; the app's code proves that it arrived. */
function TotpSteps({ onAdded, onClose }: Omit<AddedProps, 'opened'>) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const field = useRef<HTMLInputElement>(null)
  const offer = useOffer(offerTotp)
  const { data } = offer
  const add = useAccountChange(({ ticket, code }: { ticket: string; code: string }) => addTotp(ticket, code), onAdded)
  useEffect(() => {
    if (add.error !== null) field.current?.select()
  }, [add.error])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (data !== undefined) add.run({ ticket: data.ticket, code: field.current?.value ?? '' })
  }
  const failure = add.error ?? offer.error
  return (
    <form className="dialog-body" onSubmit={submit}>
      {data === undefined && offer.error === null && <LoadingNotice />}
      {data !== undefined && (
        <>
          <p>{t('account.totp.scan')}</p>
          <div className="account-qr">
            <QrCode text={data.uri} label={t('account.totp.qr')} />
            <div>
              <p className="soft">{t('account.totp.byHand')}</p>
              <p className="account-secret" data-testid="totp-secret">
                {data.secret.match(/.{1,4}/g)?.join(' ')}
              </p>
            </div>
          </div>
          <TextInput
            ref={field}
            label={t('account.totp.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
          />
        </>
      )}
      {failure !== null && <p role="alert">{t('account.failed', { why: failureText(failure) })}</p>}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit" loading={add.pending} disabled={data === undefined}>
          {t('account.totp.submit')}
        </Button>
      </div>
      <ConfirmDialog opened={offer.asks} onConfirmed={offer.confirmed} onClose={onClose} />
      <ConfirmDialog opened={add.asks} onConfirmed={add.confirmed} onClose={add.declined} />
    </form>
  )
}
