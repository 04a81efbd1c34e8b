import type { OwnShift } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconVolume } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmShift } from '../../api/on-call.ts'
import { alarmTone } from '../../audio/use-audible.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../words/times.ts'
import { useOnCallChange } from './use-on-call.ts'

type Heard = 'not-tried' | 'played' | 'not-heard'

/** At the start of a shift: the sound is played, and whoever is on says that they hear it. */
export function ConfirmShift({ shift }: { shift: OwnShift }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [heard, setHeard] = useState<Heard>('not-tried')
  const confirming = useOnCallChange(confirmShift)
  const about = { name: shift.name, until: formatMoment(shift.until, language, now) }
  if (shift.confirmation === 'confirmed') return <p className="on-call-well">✓ {t('onCall.confirm.done', about)}</p>
  if (shift.confirmation === 'not-asked') return null
  const by = shift.confirmBy === null ? '' : formatMoment(shift.confirmBy, language, now)
  return (
    <div className="on-call-confirm" data-late={shift.confirmation === 'late' || undefined}>
      <p>
        <b>{t('onCall.confirm.title', about)}</b>{' '}
        {t(shift.confirmation === 'late' ? 'onCall.confirm.late' : 'onCall.confirm.by', { time: by })}
      </p>
      <div className="on-call-buttons">
        <Button
          variant={heard === 'not-tried' ? 'filled' : 'default'}
          leftSection={<IconVolume size={20} aria-hidden="true" />}
          onClick={() => {
            alarmTone().unlock()
            alarmTone().play('medium')
            setHeard('played')
          }}
        >
          {t('onCall.confirm.play')}
        </Button>
        {heard !== 'not-tried' && (
          <>
            <Button loading={confirming.isPending} onClick={() => confirming.mutate(shift.schedule)}>
              {t('onCall.confirm.heard')}
            </Button>
            <Button variant="default" onClick={() => setHeard('not-heard')}>
              {t('onCall.confirm.notHeard')}
            </Button>
          </>
        )}
      </div>
      {heard === 'not-heard' && <p role="status">{t('onCall.confirm.help')}</p>}
      {confirming.isError && <FailureNotice error={confirming.error} />}
    </div>
  )
}
