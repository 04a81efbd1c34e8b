import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useSession } from '../../api/session.ts'
import { caresForClients } from '../../shell/rights.ts'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { PeopleList } from './people-list.tsx'
import { QueueList } from './queue-list.tsx'
import './worklist.css'

const VIEWS = ['mine', 'all', 'queue'] as const
type View = (typeof VIEWS)[number]

/** What there is to do today: by person, or in the order of harm. Kept in the address. */
export function TodayScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const [address, setAddress] = useSearchParams()
  const cares = caresForClients(user.role)
  const asked = VIEWS.find((view) => view === address.get('view')) ?? (user.role === 'on-call' ? 'queue' : 'mine')
  const view: View = cares ? asked : 'queue'
  const choose = (wanted: string) => setAddress({ view: wanted }, { replace: true })
  return (
    <div className="today">
      <ScreenHeading title={t('worklist.title')} />
      {cares && (
        <SegmentedControl
          className="today-views"
          size="md"
          aria-label={t('worklist.views')}
          value={view}
          onChange={choose}
          data={VIEWS.map((value) => ({ value, label: t(`worklist.whose.${value}`) }))}
        />
      )}
      {view === 'queue' ? <QueueList /> : <PeopleList whose={view} onAll={() => choose('all')} />}
    </div>
  )
}
