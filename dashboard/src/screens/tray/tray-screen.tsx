import type { Task } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { useOverview } from '../../api/use-overview.ts'
import { putsDataRight } from '../../shell/rights.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { FinishedTask } from './finished-task.tsx'
import { TaskCard } from './task-card.tsx'
import { useTasks } from './use-tasks.ts'
import './tray.css'

const isUnfinished = ({ status }: Task): boolean => status === 'open' || status === 'claimed'

/** What there is to be done: the soonest due first, and below it what was finished last. */
export function TrayScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const tasks = useTasks()
  const unfinished = tasks.data?.filter(isUnfinished) ?? []
  const finished = tasks.data?.filter((task) => !isUnfinished(task)) ?? []
  return (
    <div className="tray">
      <ScreenHeading title={t('tray.title')} />
      {putsDataRight(user.role) && <Unassigned />}
      {tasks.isPending && <LoadingNotice />}
      {tasks.isError && (
        <FailureNotice
          error={tasks.error}
          say={(why) => t('tray.failed', { why })}
          onRetry={() => void tasks.refetch()}
        />
      )}
      {tasks.data !== undefined && unfinished.length === 0 && (
        <EmptyNotice title={t('tray.empty.title')} text={t('tray.empty.text')} />
      )}
      <ul className="tray-tasks">
        {unfinished.map((task) => (
          <TaskCard key={task.id} task={task} />
        ))}
      </ul>
      {finished.length > 0 && (
        <section className="panel tray-finished" aria-labelledby="tray-finished">
          <h2 id="tray-finished">{t('tray.finished')}</h2>
          <ul>
            {finished.map((task) => (
              <FinishedTask key={task.id} task={task} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** What came from devices that are nobody's has a screen of its own. */
function Unassigned() {
  const { t } = useTranslation()
  const overview = useOverview(undefined)
  const count = overview.data?.quarantined ?? 0
  if (count === 0) return null
  return (
    <p className="panel">
      <Link className="table-link" to="/quarantine">
        {t('tray.unassigned', { count })}
      </Link>
    </p>
  )
}
