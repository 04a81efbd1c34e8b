import type { HandoverSheet, WorkEntry } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { formatMoment } from '../../words/times.ts'
import { entryMore, entryTitle } from '../worklist/entry-text.ts'

/** What the next shift has to know: open alerts, what is put off until when, promises, tasks, pauses. */
export function Sheet({ sheet }: { sheet: HandoverSheet }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const moment = (at: string) => formatMoment(at, language, now)
  const { alerts, promises, tasks, pauses } = sheet
  return (
    <div className="sheet">
      <section aria-labelledby="sheet-alerts">
        <h2 id="sheet-alerts">{t('handover.sheet.alerts', { count: alerts.length })}</h2>
        {alerts.length === 0 && <p className="soft">{t('handover.sheet.noAlerts')}</p>}
        <ul className="sheet-list">
          {alerts.map(({ id, priority, patient, words, raisedAt, owner, snoozedUntil }) => (
            <li key={id}>
              <PriorityMark priority={priority} /> <b>{patient.name}</b> {words[language].title}{' '}
              <span className="soft">{moment(raisedAt)}</span>{' '}
              <span>{owner === null ? t('worklist.nobody') : t('worklist.has', { name: owner.name })}</span>
              {snoozedUntil !== null && (
                <b className="sheet-until"> {t('handover.sheet.snoozed', { time: moment(snoozedUntil) })}</b>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="sheet-promises">
        <h2 id="sheet-promises">{t('handover.sheet.promises', { count: promises.length })}</h2>
        {promises.length === 0 && <p className="soft">{t('handover.sheet.noPromises')}</p>}
        <Entries entries={promises} moment={moment} />
      </section>
      <section aria-labelledby="sheet-tasks">
        <h2 id="sheet-tasks">{t('handover.sheet.tasks', { count: tasks.length })}</h2>
        {tasks.length === 0 && <p className="soft">{t('handover.sheet.noTasks')}</p>}
        <Entries entries={tasks} moment={moment} />
      </section>
      <section aria-labelledby="sheet-pauses">
        <h2 id="sheet-pauses">{t('handover.sheet.pauses', { count: pauses.length })}</h2>
        {pauses.length === 0 && <p className="soft">{t('handover.sheet.noPauses')}</p>}
        <ul className="sheet-list">
          {pauses.map(({ patient, from, until, reason, note }) => (
            <li key={`${patient.id} ${from}`}>
              <b>{patient.name}</b> {t(`handover.pause.${reason}`)} {moment(from)}–{moment(until)} {note}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Entries({ entries, moment }: { entries: readonly WorkEntry[]; moment(at: string): string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <ul className="sheet-list">
      {entries.map((entry) => (
        <li key={entry.id}>
          {entry.due !== null && <b>{moment(entry.due)}</b>} {entry.patient?.name ?? entry.area?.name}{' '}
          {[entryTitle(t, language, entry), entryMore(t, language, entry)].filter((part) => part !== '').join(': ')}{' '}
          <span className="soft">
            {entry.owner === null ? t('worklist.nobody') : t('worklist.has', { name: entry.owner.name })}
          </span>
        </li>
      ))}
    </ul>
  )
}
