import { useTranslation } from 'react-i18next'
import { version } from '../../../package.json'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import './about.css'

const HELP = ['order', 'take', 'still', 'live', 'sound'] as const
const TO_VALIDATE = ['rules', 'alarms', 'devices', 'risk'] as const

export function AboutScreen() {
  const { t } = useTranslation()
  return (
    <div className="about">
      <ScreenHeading title={t('about.title')} />
      <section className="panel">
        <h2>{t('about.emergency.title')}</h2>
        <p>{t('about.emergency.text')}</p>
      </section>
      <section className="panel">
        <h2>{t('about.help.title')}</h2>
        <ul>
          {HELP.map((point) => (
            <li key={point}>{t(`about.help.${point}`)}</li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>{t('about.device.title')}</h2>
        <p>{t('about.device.text')}</p>
        <ul>
          {TO_VALIDATE.map((point) => (
            <li key={point}>{t(`about.device.items.${point}`)}</li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>{t('about.news2.title')}</h2>
        <p>{t('about.news2.text')}</p>
      </section>
      <p className="soft">{t('about.version', { version })}</p>
    </div>
  )
}
