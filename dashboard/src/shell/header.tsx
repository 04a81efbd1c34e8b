import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useSession } from '../api/session.ts'
import { GlassLink } from '../screens/break-glass/glass-link.tsx'
import { HandoverLink } from '../screens/handover/handover-link.tsx'
import { TechnicalLink } from '../screens/technical/technical-link.tsx'
import { TrayLink } from '../screens/tray/tray-link.tsx'
import { Brand } from './brand.tsx'
import { FittingLinks } from './fitting-links.tsx'
import { LiveStatus } from './live-status.tsx'
import { LockButton } from './lock-button.tsx'
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

/** Who cares for clients goes between so many all day: the board, today, the clients, the tasks. */
const ALL_DAY = 4

const way = (to: string, name: string) => (
  <NavLink key={to} to={to}>
    {name}
  </NavLink>
)

/** The ways, those used most first, and what is true of the screen at all times: live, sound, locked, who. */
export function Header() {
  const { t } = useTranslation()
  const { user } = useSession()
  const cares = caresForClients(user.role)
  const { role } = user
  const ways = [
    cares && (
      <NavLink key="board" to="/" end>
        {t('shell.nav.board')}
      </NavLink>
    ),
    (cares || role === 'technician') && (
      <NavLink key="today" to="/today">
        {t('worklist.nav')}
      </NavLink>
    ),
    cares && (
      <NavLink key="patients" to="/patients">
        {t('shell.nav.patients')}
      </NavLink>
    ),
    cares && <TrayLink key="tray" />,
    cares && <HandoverLink key="handover" />,
    managesStaff(role) && way('/staff', t('shell.nav.staff')),
    searchesLog(role) && way('/access-log', t('access.nav.accessLog')),
    handlesTechnicalAlerts(role) && <TechnicalLink key="technical" />,
    keepsGateways(role) && way('/gateways', t('shell.nav.gateways')),
    seesOnCall(role) && way('/on-call', t('onCall.nav')),
    keepsKits(role) && way('/kits', t('shell.nav.kits')),
    putsDataRight(role) && way('/quarantine', t('shell.nav.quarantine')),
    (cares || reviewsGlass(role)) && <GlassLink key="glass" cares={cares} reviews={reviewsGlass(role)} />,
    seesChannels(role) && way('/channels', t('delivery.nav')),
    seesAreas(role) && way('/areas', t('access.nav.areas')),
    managesTokens(role) && way('/trigger-sources', t('sources.nav')),
    seesPlanSettings(role) && way('/plan-settings', t('planSettings.nav')),
    seesEvaluation(role) && way('/evaluation', t('evaluation.nav')),
    hasOwnPage(role) && way('/me', t('access.nav.me')),
    way('/about', t('shell.nav.about')),
  ].filter((link) => link !== false)
  return (
    <header className="header">
      <Brand />
      <nav className="nav" aria-label={t('shell.nav.label')}>
        <FittingLinks links={ways} {...(cares && { most: ALL_DAY })} />
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
