import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useSession } from '../api/session.ts'
import { GlassLink } from '../screens/break-glass/glass-link.tsx'
import { HandoverLink } from '../screens/handover/handover-link.tsx'
import { TechnicalLink } from '../screens/technical/technical-link.tsx'
import { TrayLink } from '../screens/tray/tray-link.tsx'
import { Brand } from './brand.tsx'
import { LiveStatus } from './live-status.tsx'
import { LockButton } from './lock-button.tsx'
import { MoreLinks } from './more-links.tsx'
import {
  caresForClients,
  handlesTechnicalAlerts,
  hasOwnPage,
  keepsGateways,
  keepsKits,
  managesStaff,
  managesTokens,
  putsDataRight,
  reviewsGlass,
  searchesLog,
  seesAreas,
  seesChannels,
  seesEvaluation,
  seesOnCall,
  seesPlanSettings,
} from './rights.ts'
import { SoundButton } from './sound-button.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

export function Header() {
  const { t } = useTranslation()
  const { user } = useSession()
  const cares = caresForClients(user.role)
  const rarely = (
    <>
      {cares && <HandoverLink />}
      {seesEvaluation(user.role) && <NavLink to="/evaluation">{t('evaluation.nav')}</NavLink>}
      {keepsKits(user.role) && <NavLink to="/kits">{t('shell.nav.kits')}</NavLink>}
      {putsDataRight(user.role) && <NavLink to="/quarantine">{t('shell.nav.quarantine')}</NavLink>}
      {managesStaff(user.role) && <NavLink to="/staff">{t('shell.nav.staff')}</NavLink>}
      {handlesTechnicalAlerts(user.role) && <TechnicalLink />}
      {seesChannels(user.role) && <NavLink to="/channels">{t('delivery.nav')}</NavLink>}
      {keepsGateways(user.role) && <NavLink to="/gateways">{t('shell.nav.gateways')}</NavLink>}
      {managesTokens(user.role) && <NavLink to="/trigger-sources">{t('sources.nav')}</NavLink>}
      {(cares || reviewsGlass(user.role)) && <GlassLink cares={cares} reviews={reviewsGlass(user.role)} />}
      {seesOnCall(user.role) && <NavLink to="/on-call">{t('onCall.nav')}</NavLink>}
      {seesPlanSettings(user.role) && <NavLink to="/plan-settings">{t('planSettings.nav')}</NavLink>}
      {seesAreas(user.role) && <NavLink to="/areas">{t('access.nav.areas')}</NavLink>}
      {searchesLog(user.role) && <NavLink to="/access-log">{t('access.nav.accessLog')}</NavLink>}
      {hasOwnPage(user.role) && <NavLink to="/me">{t('access.nav.me')}</NavLink>}
      <NavLink to="/about">{t('shell.nav.about')}</NavLink>
    </>
  )
  return (
    <header className="header">
      <Brand />
      <nav className="nav" aria-label={t('shell.nav.label')}>
        {cares && (
          <NavLink to="/" end>
            {t('shell.nav.board')}
          </NavLink>
        )}
        {(cares || user.role === 'technician') && <NavLink to="/today">{t('worklist.nav')}</NavLink>}
        {cares && <NavLink to="/patients">{t('shell.nav.patients')}</NavLink>}
        {cares && <TrayLink />}
        {/* Who cares for clients goes between these all day; the others have few ways, and all of them in sight. */}
        {cares ? <MoreLinks>{rarely}</MoreLinks> : rarely}
      </nav>
      <div className="header-tools">
        {cares && <LiveStatus />}
        {cares && <SoundButton />}
        <ThemeSwitch />
        <LockButton />
        <UserMenu />
      </div>
    </header>
  )
}
