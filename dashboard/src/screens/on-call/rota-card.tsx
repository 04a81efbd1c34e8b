import type { KeptSchedule, OnCallSettings } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeOnCall, removeOverride } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDate, formatDateTime } from '../../words/times.ts'
import { HistoryPart } from './history-part.tsx'
import { OverrideDialog } from './override-dialog.tsx'
import { RemoveButton } from './remove-button.tsx'
import { useOnCallChange } from './use-on-call.ts'

interface Props {
  schedule: KeptSchedule
  settings: OnCallSettings
  mayChange: boolean
  onEdit(): void
}

/** One rota in words: who takes turns, what is different for a time, who changed it last. */
export function RotaCard({ schedule, settings, mayChange, onEdit }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [open, setOpen] = useState<'override' | 'history'>()
  const undoing = useOnCallChange((override: string) => removeOverride(schedule.id, override))
  const removing = useOnCallChange(() =>
    removeOnCall('schedules', schedule.id, { version: schedule.version, reason: t('onCall.rotas.removed') }),
  )
  const nameOf = (id: string) => settings.staff.find((person) => person.id === id)?.name ?? id
  const moment = (at: string) => formatDateTime(at, language, now)
  const coming = schedule.overrides.filter(({ until }) => Date.parse(until) > now)
  const area = settings.areas.find(({ id }) => id === schedule.area)?.name ?? t('onCall.edit.everyArea')
  return (
    <article className="on-call-card" aria-label={schedule.name}>
      <h2>{schedule.name}</h2>
      <p className="soft">{area}</p>
      {schedule.layers.map((layer) => (
        <div key={layer.id}>
          <p>
            <b>{layer.name}</b>:{' '}
            {t('onCall.rotas.turns', { count: layer.turnDays, from: formatDate(layer.from, language, now) })}{' '}
            {layer.windows === undefined
              ? t('onCall.edit.aroundTheClock')
              : layer.windows
                  .map(({ days, from, until }) =>
                    t('onCall.rotas.window', {
                      days: days.map((day) => t(`onCall.day.${day as 1}`)).join(' '),
                      from,
                      until,
                    }),
                  )
                  .join('; ')}
          </p>
          <ol className="on-call-steps">
            {layer.crews.map((crew, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a crew is its place in the order of turns
              <li key={place}>{crew.length === 0 ? t('onCall.nobody') : crew.map(nameOf).join(', ')}</li>
            ))}
          </ol>
        </div>
      ))}
      {coming.length > 0 && (
        <ul className="on-call-rows">
          {coming.map((override) => (
            <li key={override.id}>
              <span>
                {t('onCall.span', { from: moment(override.from), until: moment(override.until) })}:{' '}
                {override.away !== undefined && t('onCall.override.isAway', { name: nameOf(override.away) })}{' '}
                {override.instead.length > 0 &&
                  t('onCall.override.comes', { names: override.instead.map(nameOf).join(', ') })}{' '}
                <span className="soft">{override.reason}</span>
              </span>
              {mayChange && (
                <Button variant="default" onClick={() => undoing.mutate(override.id)}>
                  {t('onCall.override.undo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="soft">
        {t('onCall.history.line', {
          version: schedule.version,
          time: moment(schedule.changedAt),
          name: schedule.changedBy ?? t('onCall.history.commandLine'),
        })}{' '}
        {schedule.reason}
      </p>
      {(undoing.isError || removing.isError) && <FailureNotice error={undoing.error ?? removing.error} />}
      <div className="on-call-buttons">
        {mayChange && (
          <>
            <Button variant="default" onClick={onEdit} aria-label={t('onCall.edit.openOf', { name: schedule.name })}>
              {t('onCall.edit.open')}
            </Button>
            <Button variant="default" onClick={() => setOpen('override')}>
              {t('onCall.override.open')}
            </Button>
            <RemoveButton
              name={schedule.name}
              label={t('onCall.rotas.remove')}
              pending={removing.isPending}
              onRemove={() => removing.mutate(undefined)}
            />
          </>
        )}
        <Button
          variant="default"
          aria-expanded={open === 'history'}
          onClick={() => setOpen(open === 'history' ? undefined : 'history')}
        >
          {t('onCall.history.open')}
        </Button>
      </div>
      {open === 'history' && (
        <HistoryPart what="schedule" id={schedule.id} version={schedule.version} mayChange={mayChange} />
      )}
      {open === 'override' && (
        <OverrideDialog schedule={schedule} settings={settings} onClose={() => setOpen(undefined)} />
      )}
    </article>
  )
}
