import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  username: string
  pending: boolean
  onPassword(password: string): void
}

export function PasswordForm({ username, pending, onPassword }: Props) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const password = field.current?.value ?? ''
    if (password !== '') onPassword(password)
  }
  return (
    <form className="lock-password" onSubmit={submit}>
      <PasswordInput
        ref={field}
        label={t('lock.passwordOf', { name: username })}
        autoComplete="current-password"
        data-autofocus
        autoFocus
      />
      <Button type="submit" loading={pending}>
        {t('lock.open')}
      </Button>
    </form>
  )
}
