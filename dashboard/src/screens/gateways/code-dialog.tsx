import type { GatewaySummary, OfferedCode } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { offerCode } from './gateways-api.ts'

interface Props {
  gateway: GatewaySummary
  opened: boolean
  onClose(): void
}

/** A one-time code for a gateway: to be scanned at the gateway, or typed there. */
export function CodeDialog({ gateway, opened, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('gateways.code.title', { gateway: gateway.id })} size="lg">
      {opened && <Code gateway={gateway.id} onClose={onClose} />}
    </Dialog>
  )
}

function Code({ gateway, onClose }: { gateway: string; onClose(): void }) {
  const { t } = useTranslation()
  const offer = useMutation({ mutationFn: () => offerCode(gateway) })
  const { mutate } = offer
  useEffect(() => mutate(), [mutate])
  return (
    <div className="dialog-body">
      {offer.isPending && <LoadingNotice />}
      {offer.isError && (
        <FailureNotice error={offer.error} say={(why) => t('gateways.code.failed', { why })} onRetry={() => mutate()} />
      )}
      {offer.data !== undefined && <Offered offered={offer.data} />}
      <div className="dialog-buttons">
        {offer.data !== undefined && (
          <Button variant="default" onClick={() => mutate()}>
            {t('gateways.code.another')}
          </Button>
        )}
        <Button onClick={onClose}>{t('shell.close')}</Button>
      </div>
    </div>
  )
}

function Offered({ offered }: { offered: OfferedCode }) {
  const { t } = useTranslation()
  const left = Math.max(0, Math.ceil((Date.parse(offered.expiresAt) - useServerTime(1_000)) / 1_000))
  if (offered.authority === null) return <p role="alert">{t('gateways.code.noEntrance')}</p>
  if (left === 0) return <p role="alert">{t('gateways.code.over')}</p>
  const command = `kotisilta enroll --server ${location.origin} --code ${offered.code} --authority ${offered.authority}`
  return (
    <div className="code-offered">
      <QrCode text={command} label={t('gateways.code.qr')} />
      <div className="code-words">
        <p>{t('gateways.code.text')}</p>
        <p className="code-letters">{offered.code}</p>
        <p role="timer">
          {t('gateways.code.left', { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, '0') })}
        </p>
        <p className="soft">{t('gateways.code.authority')}</p>
        <p className="code-fingerprint">{offered.authority}</p>
        <pre className="code-command">{command}</pre>
      </div>
    </div>
  )
}
