import type { Account, FactorRow } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newRecoveryCodes, removeFactor } from '../../api/identity-endpoints.ts'
import { passkeysWork } from '../../api/passkeys.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'
import { useFailureText } from '../../words/use-words.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { PasskeyDialog } from './passkey-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { TotpDialog } from './totp-dialog.tsx'
import { useAccountChange } from './use-account.ts'

/** The second factors: which there are, and the ways to have one more. */
export function FactorsPart({ account }: { account: Account }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const [dialog, setDialog] = useState<'totp' | 'passkey'>()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const remove = useAccountChange(removeFactor)
  const renew = useAccountChange(newRecoveryCodes, ({ recoveryCodes }) => setCodes(recoveryCodes))
  const added = ({ recoveryCodes }: { recoveryCodes: string[] | null }) => {
    setDialog(undefined)
    setCodes(recoveryCodes)
  }

  return (
    <section className="panel account-part">
      <h2>{t('account.factors.title')}</h2>
      <p className="soft">{t(account.managedElsewhere ? 'account.factors.elsewhere' : 'account.factors.text')}</p>
      {account.factors.length === 0 && <p>{t('account.factors.none')}</p>}
      <ul className="account-rows">
        {account.factors.map((factor) => (
          <FactorItem key={factor.id} factor={factor} pending={remove.pending} onRemove={() => remove.run(factor.id)} />
        ))}
      </ul>
      {account.factors.length > 0 && (
        <p>
          {t('account.factors.codesLeft', { count: account.recoveryCodesLeft })}{' '}
          <button type="button" className="account-link" onClick={() => renew.run(undefined)}>
            {t('account.factors.renew')}
          </button>
        </p>
      )}
      {(remove.error ?? renew.error) !== null && (
        <p role="alert">{t('account.failed', { why: failureText(remove.error ?? renew.error) })}</p>
      )}
      <div className="account-buttons">
        {passkeysWork() && <Button onClick={() => setDialog('passkey')}>{t('account.factors.addPasskey')}</Button>}
        <Button variant={passkeysWork() ? 'default' : 'filled'} onClick={() => setDialog('totp')}>
          {t('account.factors.addTotp')}
        </Button>
      </div>
      <TotpDialog opened={dialog === 'totp'} onAdded={added} onClose={() => setDialog(undefined)} />
      <PasskeyDialog opened={dialog === 'passkey'} onAdded={added} onClose={() => setDialog(undefined)} />
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
      <ConfirmDialog opened={remove.asks} onConfirmed={remove.confirmed} onClose={remove.declined} />
      <ConfirmDialog opened={renew.asks} onConfirmed={renew.confirmed} onClose={renew.declined} />
    </section>
  )
}

function FactorItem({ factor, pending, onRemove }: { factor: FactorRow; pending: boolean; onRemove(): void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const name = factor.label === '' ? t(`account.factors.kind.${factor.kind}`) : factor.label
  return (
    <li>
      <span>
        <b>{name}</b>
        <br />
        <span className="soft">
          {factor.lastUsed === null
            ? t('account.factors.unused')
            : t('account.factors.lastUsed', { at: formatDateTime(factor.lastUsed, language, now) })}
        </span>
      </span>
      <Button
        variant="default"
        disabled={pending}
        aria-label={t('account.factors.removeNamed', { name })}
        onClick={onRemove}
      >
        {t('account.factors.remove')}
      </Button>
    </li>
  )
}
