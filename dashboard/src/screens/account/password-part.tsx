import type { Account } from '@kotisilta/contract'
import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../../api/identity-endpoints.ts'
import { useFailureText } from '../../words/use-words.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useAccountChange } from './use-account.ts'

export function PasswordPart({ account }: { account: Account }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const field = useRef<HTMLInputElement>(null)
  const change = useAccountChange(changePassword, () => {
    if (field.current !== null) field.current.value = ''
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.run(field.current?.value ?? '')
  }
  return (
    <section className="panel account-part">
      <h2>{t('account.password.title')}</h2>
      {account.managedElsewhere ? (
        <p className="soft">{t('account.password.elsewhere')}</p>
      ) : (
        <form className="account-form" onSubmit={submit}>
          <PasswordInput ref={field} label={t('account.password.label')} autoComplete="new-password" />
          <Button type="submit" variant="default" loading={change.pending}>
            {t('account.password.change')}
          </Button>
        </form>
      )}
      <p role="status">{change.done && change.error === null && t('account.saved')}</p>
      {change.error !== null && <p role="alert">{t('account.failed', { why: failureText(change.error) })}</p>}
      <ConfirmDialog opened={change.asks} onConfirmed={change.confirmed} onClose={change.declined} />
    </section>
  )
}
