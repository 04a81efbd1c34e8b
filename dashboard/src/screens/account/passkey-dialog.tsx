import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { addPasskey, offerPasskey } from '../../api/identity-endpoints.ts'
import { makePasskey } from '../../api/passkeys.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useFailureText } from '../../words/use-words.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useAccountChange } from './use-account.ts'
import type { AddedProps } from './use-offer.ts'

export function PasskeyDialog({ opened, onAdded, onClose }: AddedProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('account.passkey.title')}>
      <PasskeyForm onAdded={onAdded} onClose={onClose} />
    </Dialog>
  )
}

/** A name for it, then the browser's own question. */
function PasskeyForm({ onAdded, onClose }: Omit<AddedProps, 'opened'>) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const field = useRef<HTMLInputElement>(null)
  const add = useAccountChange(
    async (label: string) => addPasskey(label, await makePasskey(await offerPasskey())),
    onAdded,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.run(field.current?.value ?? '')
  }
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p>{t('account.passkey.text')}</p>
      <TextInput ref={field} data-autofocus label={t('account.passkey.label')} maxLength={60} autoComplete="off" />
      {add.error !== null && <p role="alert">{t('account.failed', { why: failureText(add.error) })}</p>}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit" loading={add.pending}>
          {t('account.passkey.submit')}
        </Button>
      </div>
      <ConfirmDialog opened={add.asks} onConfirmed={add.confirmed} onClose={add.declined} />
    </form>
  )
}
