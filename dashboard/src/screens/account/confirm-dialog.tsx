import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmIdentity } from '../../api/identity-endpoints.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useFailureText } from '../../words/use-words.ts'
import { useAccount } from './use-account.ts'

interface Props {
  opened: boolean
  onConfirmed(): void
  onClose(): void
}

/** Before what one signs in with is changed: a tablet left open must not give its finder a way in. */
export function ConfirmDialog({ opened, onConfirmed, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('account.confirm.title')}>
      <ConfirmForm onConfirmed={onConfirmed} />
    </Dialog>
  )
}

function ConfirmForm({ onConfirmed }: { onConfirmed(): void }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const account = useAccount()
  const field = useRef<HTMLInputElement>(null)
  const confirm = useMutation({
    mutationFn: confirmIdentity,
    onSuccess: onConfirmed,
    onError: () => field.current?.select(),
  })
  if (account.data?.managedElsewhere) {
    return (
      <div className="dialog-body">
        <p>{t('account.confirm.elsewhere')}</p>
        <Button component="a" href="/api/v1/oidc/start?from=/account">
          {t('account.confirm.signInAgain')}
        </Button>
      </div>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate(field.current?.value ?? '')
  }
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p>{t('account.confirm.text')}</p>
      <PasswordInput ref={field} data-autofocus label={t('account.confirm.password')} autoComplete="current-password" />
      {confirm.isError && <p role="alert">{t('account.failed', { why: failureText(confirm.error) })}</p>}
      <div className="dialog-buttons">
        <Button type="submit" loading={confirm.isPending}>
          {t('account.confirm.submit')}
        </Button>
      </div>
    </form>
  )
}
