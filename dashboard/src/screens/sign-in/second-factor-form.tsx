import type { SecondFactor, WaysIn } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askPasskey, giveSecondFactor } from '../../api/identity-endpoints.ts'
import { answerWithPasskey, passkeysWork } from '../../api/passkeys.ts'
import { useArrived } from '../../api/session.ts'
import { useFailureText } from '../../words/use-words.ts'

type Way = NonNullable<WaysIn['secondFactor']>[number]

/** The second step: a passkey, the app's code, or one of the recovery codes. */
export function SecondFactorForm({ factors, onStartOver }: { factors: readonly Way[]; onStartOver(): void }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const arrived = useArrived()
  const ways = factors.filter((way) => way !== 'passkey' || passkeysWork())
  const [way, setWay] = useState(ways[0])
  const field = useRef<HTMLInputElement>(null)
  const give = useMutation({
    mutationFn: async (factor: SecondFactor | 'passkey') =>
      giveSecondFactor(factor === 'passkey' ? { passkey: await answerWithPasskey(await askPasskey()) } : factor),
    onSuccess: arrived,
    onError: () => field.current?.select(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    if (text === '') return field.current?.focus()
    give.mutate(way === 'totp' ? { totp: text } : { recoveryCode: text })
  }

  return (
    <div className="sign-in-form">
      {way === 'passkey' && (
        <Button
          loading={give.isPending}
          leftSection={<IconFingerprint size={22} aria-hidden="true" />}
          onClick={() => give.mutate('passkey')}
        >
          {t('signIn.secondFactor.usePasskey')}
        </Button>
      )}
      {(way === 'totp' || way === 'recovery-code') && (
        <form className="sign-in-form" onSubmit={submit} noValidate>
          <TextInput
            key={way}
            ref={field}
            autoFocus
            label={t(`signIn.secondFactor.label.${way}`)}
            description={t(`signIn.secondFactor.help.${way}`)}
            autoComplete={way === 'totp' ? 'one-time-code' : 'off'}
            inputMode={way === 'totp' ? 'numeric' : 'text'}
            autoCapitalize="characters"
            spellCheck={false}
          />
          <Button type="submit" loading={give.isPending} fullWidth>
            {t('signIn.submit')}
          </Button>
        </form>
      )}
      {give.isError && (
        <p className="sign-in-failed" role="alert">
          {t('signIn.failed', { why: failureText(give.error) })}
        </p>
      )}
      {ways
        .filter((each) => each !== way)
        .map((each) => (
          <button key={each} type="button" className="sign-in-link" onClick={() => setWay(each)}>
            {t(`signIn.secondFactor.way.${each}`)}
          </button>
        ))}
      <button type="button" className="sign-in-link" onClick={onStartOver}>
        {t('signIn.secondFactor.startOver')}
      </button>
    </div>
  )
}
