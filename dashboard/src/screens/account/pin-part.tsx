import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { removePin, setPin } from '../../api/identity-endpoints.ts'
import { useFailureText } from '../../words/use-words.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useAccountChange } from './use-account.ts'

/** The short way back to a screen where one has signed in in this shift. */
export function PinPart({ hasPin }: { hasPin: boolean }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const field = useRef<HTMLInputElement>(null)
  const set = useAccountChange(setPin, () => {
    if (field.current !== null) field.current.value = ''
  })
  const remove = useAccountChange((_: undefined) => removePin())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.run(field.current?.value ?? '')
  }
  const failure = set.error ?? remove.error
  return (
    <section className="panel account-part">
      <h2>{t('account.pin.title')}</h2>
      <p className="soft">{t('account.pin.text')}</p>
      <p>{t(hasPin ? 'account.pin.has' : 'account.pin.hasNot')}</p>
      <form className="account-form" onSubmit={submit}>
        <PasswordInput
          ref={field}
          label={t('account.pin.label')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
        />
        <Button type="submit" variant="default" loading={set.pending}>
          {t(hasPin ? 'account.pin.change' : 'account.pin.set')}
        </Button>
        {hasPin && (
          <Button variant="default" loading={remove.pending} onClick={() => remove.run(undefined)}>
            {t('account.pin.remove')}
          </Button>
        )}
      </form>
      <p role="status">{set.done && failure === null && t('account.saved')}</p>
      {failure !== null && <p role="alert">{t('account.failed', { why: failureText(failure) })}</p>}
      <ConfirmDialog opened={set.asks} onConfirmed={set.confirmed} onClose={set.declined} />
    </section>
  )
}
