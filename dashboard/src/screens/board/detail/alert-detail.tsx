import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useLive } from '../../../live/live-provider.tsx'
import { useLanguage } from '../../../locales/use-language.ts'
import { EmptyNotice } from '../../../ui/empty-notice.tsx'
import { PriorityMark } from '../../../ui/priority-mark.tsx'
import { AlertState } from '../alert-state.tsx'
import type { BoardDialog } from '../board-screen.tsx'
import { ActionBar } from './action-bar.tsx'
import { Happened } from './happened.tsx'
import { RecentChart } from './recent-chart.tsx'
import { Timeline } from './timeline.tsx'
import { Who } from './who.tsx'
import '../strip.css'
import './detail.css'

interface Props {
  alert: Alert | undefined
  onOpen(dialog: BoardDialog): void
}

/** All that is needed to answer one alert: what to do on top, then what and why, who, and what has been done. */
export function AlertDetail({ alert, onOpen }: Props) {
  const language = useLanguage()
  if (alert === undefined) return <NoDetail />
  return (
    <section className="detail" aria-labelledby="detail-title">
      <div className="detail-head">
        <p className="strip-top">
          <PriorityMark priority={alert.priority} />
          <AlertState alert={alert} />
        </p>
        <h2 id="detail-title">
          {alert.words[language].title} · {alert.patient.name}
        </h2>
        <ActionBar alert={alert} onOpen={onOpen} />
      </div>
      <div className="detail-columns">
        <div className="detail-column">
          <Happened alert={alert} />
          <RecentChart alert={alert} />
        </div>
        <div className="detail-column">
          <Who alert={alert} />
          <Timeline alert={alert} />
        </div>
      </div>
    </section>
  )
}

function NoDetail() {
  const { t } = useTranslation()
  const [address] = useSearchParams()
  const known = useLive((state) => state.known)
  const empty = useLive((state) => state.queue.settled.length + state.queue.arrived.length === 0)
  if (!known || (empty && !address.has('alert'))) return <section className="detail" aria-hidden="true" />
  const which = address.has('alert') ? 'gone' : 'select'
  return (
    <section className="detail">
      <EmptyNotice title={t(`board.${which}.title`)} text={t(`board.${which}.text`)} />
    </section>
  )
}
