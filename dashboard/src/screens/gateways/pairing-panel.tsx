import type { GatewaySummary, PairingAnswer, PairingState } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useDeviceName } from '../../words/use-device-name.ts'
import { useFailureText } from '../../words/use-words.ts'
import { isPairing } from './is-pairing.ts'
import { answerDevice, openWindow, pairWith } from './pairing-requests.ts'

/** New devices for a home: the window, what was heard in it, and what the device wants to know. */
export function PairingPanel({ gateway: { id, state, online } }: { gateway: GatewaySummary }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const now = useServerTime(1_000)
  const ask = useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['gateways'] }),
  })
  const pairing = state?.pairing
  const isOpen = isPairing(pairing, now)
  return (
    <section className="pairing" aria-label={`${t('gateways.pairing.title')} ${id}`}>
      {pairing !== undefined && (
        <p role="status">
          <b>{t(`gateways.pairing.stage.${pairing.stage}`)}</b>
          {pairing.device !== undefined && ` ${pairing.device}`}
          {isOpen &&
            ` · ${t('gateways.pairing.left', { seconds: Math.ceil((Date.parse(pairing.until) - now) / 1_000) })}`}
        </p>
      )}
      {pairing !== undefined && isOpen && (
        <>
          <Question pairing={pairing} answer={(said) => ask.mutate(() => answerDevice(id, said))} />
          <Found pairing={pairing} onPair={(device) => ask.mutate(() => pairWith(id, device))} />
        </>
      )}
      {!isOpen && (
        <Button
          variant="default"
          disabled={!online}
          loading={ask.isPending}
          onClick={() => ask.mutate(() => openWindow(id))}
        >
          {t('gateways.pairing.open')}
        </Button>
      )}
      <p role="status">{ask.isError && t('gateways.failed', { why: failureText(ask.error) })}</p>
    </section>
  )
}

/** What the device wants to know, or what is to be typed on it. */
function Question({ pairing, answer }: { pairing: PairingState; answer(said: PairingAnswer): void }) {
  const { t } = useTranslation()
  const [passkey, setPasskey] = useState('')
  const { stage } = pairing
  if (stage !== 'type-on-device' && stage !== 'compare' && stage !== 'say-what-it-shows') return null
  return (
    <form
      className="gateway-act"
      onSubmit={(event) => {
        event.preventDefault()
        if (/^\d{1,6}$/.test(passkey)) answer({ passkey })
      }}
    >
      {pairing.passkey !== undefined && <p className="code-letters">{pairing.passkey}</p>}
      {stage === 'compare' && (
        <>
          <Button onClick={() => answer({ same: true })}>{t('gateways.pairing.same')}</Button>
          <Button variant="default" onClick={() => answer({ same: false })}>
            {t('gateways.pairing.different')}
          </Button>
        </>
      )}
      {stage === 'say-what-it-shows' && (
        <>
          <TextInput
            label={t('gateways.pairing.passkey')}
            inputMode="numeric"
            maxLength={6}
            value={passkey}
            onChange={(event) => setPasskey(event.currentTarget.value)}
          />
          <Button type="submit">{t('gateways.pairing.send')}</Button>
        </>
      )}
    </form>
  )
}

function Found({ pairing: { found, stage }, onPair }: { pairing: PairingState; onPair(device: string): void }) {
  const { t } = useTranslation()
  const nameOf = useDeviceName()
  if (stage !== 'open' && stage !== 'not-reached') return null
  if (found.length === 0) return <p className="soft">{t('gateways.pairing.none')}</p>
  return (
    <ul className="gateway-findings">
      {found.map(({ device, profile, name, rssi }) => (
        <li key={device}>
          <p>
            <b>{nameOf(profile)}</b> {[name, device, rssi !== undefined && `${rssi} dBm`].filter(Boolean).join(' · ')}
          </p>
          <Button
            variant="default"
            onClick={() => onPair(device)}
            aria-label={`${t('gateways.pairing.pair')}: ${device}`}
          >
            {t('gateways.pairing.pair')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
