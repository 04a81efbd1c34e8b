import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { ContactsPart } from './contacts/contacts-part.tsx'
import { FactorsPart } from './factors-part.tsx'
import { PasswordPart } from './password-part.tsx'
import { PinPart } from './pin-part.tsx'
import { ScreenPart } from './screen-part.tsx'
import { SessionsPart } from './sessions-part.tsx'
import { useAccount } from './use-account.ts'
import './account.css'

/** What I sign in with, what this screen is, and where I am signed in. */
export function AccountScreen() {
  const { t } = useTranslation()
  const { user, needsFactor } = useSession()
  const account = useAccount()
  return (
    <div className="account">
      <ScreenHeading title={t('account.title')} />
      <p className="soft">
        {user.name} · {t(`terms.role.${user.role}`)} · {user.username}
      </p>
      {needsFactor && (
        <p className="account-needs" role="alert">
          {t('account.needsFactor')}
        </p>
      )}
      {account.isPending && <LoadingNotice />}
      {account.isError && <FailureNotice error={account.error} onRetry={() => void account.refetch()} />}
      {account.data !== undefined && (
        <div className="account-parts">
          <FactorsPart account={account.data} />
          {!needsFactor && (
            <>
              <PinPart hasPin={account.data.hasPin} />
              <ScreenPart />
              <PasswordPart account={account.data} />
              <ContactsPart />
              <SessionsPart sessions={account.data.sessions} />
            </>
          )}
        </div>
      )}
    </div>
  )
}
