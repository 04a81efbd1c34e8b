import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { choosePassword } from '../../api/identity-endpoints.ts'
import { useFailureText } from '../../words/use-words.ts'
import { SignInFrame } from './sign-in-frame.tsx'

/** Where a one-time link leads: the password is the person's own from the beginning. */
export function SetPasswordScreen() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const token = useLocation().hash.slice(1)
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [differ, setDiffer] = useState(false)
  const choose = useMutation({ mutationFn: (password: string) => choosePassword(token, password) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const password = first.current?.value ?? ''
    const same = password === second.current?.value
    setDiffer(!same)
    if (!same) return second.current?.select()
    choose.mutate(password)
  }

  return (
    <SignInFrame title={t('signIn.setPassword.title')}>
      {choose.isSuccess ? (
        <>
          <p role="status">{t('signIn.setPassword.done')}</p>
          <Button component={Link} to="/sign-in" fullWidth>
            {t('signIn.title')}
          </Button>
        </>
      ) : (
        <form className="sign-in-form" onSubmit={submit} noValidate>
          <PasswordInput
            ref={first}
            label={t('signIn.setPassword.password')}
            description={t('signIn.setPassword.help')}
            autoComplete="new-password"
            autoFocus
          />
          <PasswordInput
            ref={second}
            label={t('signIn.setPassword.again')}
            autoComplete="new-password"
            error={differ ? t('signIn.setPassword.differ') : undefined}
          />
          {choose.isError && (
            <p className="sign-in-failed" role="alert">
              {t('signIn.setPassword.failed', { why: failureText(choose.error) })}
            </p>
          )}
          <Button type="submit" loading={choose.isPending} fullWidth>
            {t('signIn.setPassword.submit')}
          </Button>
        </form>
      )}
    </SignInFrame>
  )
}
