import type { ScreenPeople } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passkeysWork } from '../api/passkeys.ts'
import { useFailureText } from '../words/use-words.ts'
import { PasswordForm } from './password-form.tsx'
import { PinPad } from './pin-pad.tsx'
import { type Proof, useUnlock } from './use-unlock.ts'

type Person = ScreenPeople['people'][number]

/** How one of those who are signed in here opens the screen: PIN, passkey or password. */
export function UnlockForm({ person, onBack }: { person: Person; onBack?: (() => void) | undefined }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const unlock = useUnlock()
  const [refusals, setRefusals] = useState(0)
  const ways = person.ways.filter((way) => way !== 'passkey' || passkeysWork())
  const [way, setWay] = useState(ways[0])
  const go = (proof: Proof) =>
    unlock.mutate({ session: person.session, proof }, { onError: () => setRefusals((before) => before + 1) })
  const other = ways.filter((each) => each !== way)

  return (
    <section className="unlock" aria-label={t('lock.openAs', { name: person.name })}>
      <h2>{person.name}</h2>
      {way === 'pin' && (
        <PinPad label={t('lock.pin')} pending={unlock.isPending} refusals={refusals} onPin={(pin) => go({ pin })} />
      )}
      {way === 'password' && (
        <PasswordForm username={person.name} pending={unlock.isPending} onPassword={(password) => go({ password })} />
      )}
      {way === 'passkey' && (
        <Button
          loading={unlock.isPending}
          leftSection={<IconFingerprint size={22} aria-hidden="true" />}
          onClick={() => go('passkey')}
        >
          {t('lock.usePasskey')}
        </Button>
      )}
      {way === undefined && <p>{t('lock.noWay')}</p>}
      {unlock.isError && (
        <p className="lock-failed" role="alert">
          {t('lock.failed', { why: failureText(unlock.error) })}
        </p>
      )}
      <div className="lock-ways">
        {other.map((each) => (
          <button key={each} type="button" className="lock-link" onClick={() => setWay(each)}>
            {t(`lock.way.${each}`)}
          </button>
        ))}
        {onBack !== undefined && (
          <button type="button" className="lock-link" onClick={onBack}>
            {t('lock.somebodyElse')}
          </button>
        )}
      </div>
    </section>
  )
}
