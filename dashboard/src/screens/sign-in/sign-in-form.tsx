import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureCode } from '../../api/request-failed.ts'
import { useSignIn } from '../../api/session.ts'
import { useFailureText } from '../../words/use-words.ts'

/** Name and password. `onSecondFactor`: they were right, and something more is needed. */
export function SignInForm({ onSecondFactor }: { onSecondFactor(): void }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const signIn = useSignIn()
  const [missing, setMissing] = useState<{ username: boolean; password: boolean }>()
  const usernameField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const username = usernameField.current?.value.trim() ?? ''
    const password = passwordField.current?.value ?? ''
    setMissing({ username: username === '', password: password === '' })
    if (username === '') return usernameField.current?.focus()
    if (password === '') return passwordField.current?.focus()
    signIn.mutate(
      { username, password },
      {
        onError: (error) => {
          if (failureCode(error) === 'second-factor-needed') onSecondFactor()
          else passwordField.current?.select()
        },
      },
    )
  }

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <TextInput
        ref={usernameField}
        label={t('signIn.username')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        error={missing?.username ? t('signIn.usernameMissing') : undefined}
      />
      <PasswordInput
        ref={passwordField}
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        error={missing?.password ? t('signIn.passwordMissing') : undefined}
      />
      {signIn.isError && failureCode(signIn.error) !== 'second-factor-needed' && (
        <p className="sign-in-failed" role="alert">
          {t('signIn.failed', { why: failureText(signIn.error) })}
        </p>
      )}
      <Button type="submit" loading={signIn.isPending} fullWidth>
        {t(signIn.isPending ? 'signIn.submitting' : 'signIn.submit')}
      </Button>
    </form>
  )
}
