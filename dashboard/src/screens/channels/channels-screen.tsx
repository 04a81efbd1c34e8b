import { useTranslation } from 'react-i18next'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { AliveTests } from './alive-tests.tsx'
import { ChannelStates } from './channel-states.tsx'
import './channels.css'

/** For those who keep it running: whether people, and alarms, get through. */
export function ChannelsScreen() {
  const { t } = useTranslation()
  return (
    <div className="channels">
      <ScreenHeading title={t('delivery.channels.title')} />
      <p className="soft">{t('delivery.channels.text')}</p>
      <ChannelStates />
      <AliveTests />
    </div>
  )
}
