import { IconHandFinger, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAlarmSound } from '../audio/use-alarm-sound.ts'
import { useSpanText } from '../words/use-words.ts'

const ICONS = { on: IconVolume, paused: IconVolumeOff, locked: IconHandFinger }

/** Says whether alarms can be heard, and pauses them. */
export function SoundButton() {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const { status, pauseLeft, press } = useAlarmSound()
  const Icon = ICONS[status]
  return (
    <button
      type="button"
      className="header-button sound-button"
      data-status={status}
      title={t(`live.sound.${status}Hint`)}
      onClick={press}
    >
      <Icon size={22} aria-hidden="true" />
      <span className="sound-words">{t(`live.sound.${status}`, { left: spanText(pauseLeft) })}</span>
      {status !== 'on' && <span className="sound-short">{t('live.sound.short')}</span>}
    </button>
  )
}
