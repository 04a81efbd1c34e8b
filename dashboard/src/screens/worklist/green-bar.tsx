import type { Today, TodayCard } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatTime } from '../../words/times.ts'
import { useSeen, useUndoSeen } from './use-worklist.ts'

interface Props {
  green: readonly TodayCard[]
  undoable: Today['undoable']
}

/** "All green, seen", and the way back as long as there is one. */
export function GreenBar({ green, undoable }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(1_000)
  const seen = useSeen()
  const undo = useUndoSeen()
  const unseen = green.filter((card) => card.seen === null).map(({ patient }) => patient.id)
  const left = seen.data?.left.length ?? 0
  return (
    <div className="green-bar">
      {unseen.length > 0 && (
        <Button
          size="lg"
          leftSection={<IconCheck size={24} aria-hidden="true" />}
          loading={seen.isPending && !seen.isPaused}
          onClick={() => seen.mutate(unseen)}
        >
          {t('worklist.green.seen', { count: unseen.length })}
        </Button>
      )}
      {undoable
        .filter(({ undoUntil }) => Date.parse(undoUntil) > now)
        .map(({ id, patients, at, undoUntil }) => (
          <p key={id} className="green-undo" role="status">
            {t('worklist.green.done', { count: patients, time: formatTime(at, language) })}{' '}
            <Button size="md" variant="default" loading={undo.isPending} onClick={() => undo.mutate(id)}>
              {t('worklist.green.undo', { time: formatTime(undoUntil, language) })}
            </Button>
          </p>
        ))}
      {left > 0 && <p role="status">{t('worklist.green.left', { count: left })}</p>}
      {(seen.isPaused || undo.isPaused) && (
        <p className="work-waits" role="status">
          {t('worklist.waits')}
        </p>
      )}
      {seen.isError && <FailureNotice error={seen.error} say={(why) => t('worklist.failed', { why })} />}
      {undo.isError && <FailureNotice error={undo.error} say={(why) => t('worklist.failed', { why })} />}
    </div>
  )
}
