import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { makesDowntimeList } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { MadeAt } from '../worklist/made-at.tsx'
import { GiveForm } from './give-form.tsx'
import { HandoverCard } from './handover-card.tsx'
import { Sheet } from './sheet.tsx'
import { useHandovers, useSheet } from './use-handover.ts'
import '../worklist/worklist.css'
import './handover.css'

/** At the change of shifts: what waits to be received, what there is to know, what one hands over, and what was before. */
export function HandoverScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const sheet = useSheet()
  const handovers = useHandovers()
  const open = handovers.data?.filter(({ status }) => status === 'offered') ?? []
  const waiting = open.flatMap(({ lines }) => lines.filter(({ state }) => state === 'offered'))
  const offered = new Set(waiting.flatMap(({ ref }) => ref ?? []))
  const past = handovers.data?.filter(({ status }) => status !== 'offered') ?? []
  return (
    <div className="today handover-screen">
      <div className="handover-head">
        <ScreenHeading title={t('handover.title')} />
        <div className="work-acts no-print">
          <Button
            size="md"
            variant="default"
            leftSection={<IconPrinter size={20} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('handover.print')}
          </Button>
          {makesDowntimeList(user.role) && (
            <Link className="button-link" to="/downtime">
              {t('handover.downtime.open')}
            </Link>
          )}
        </div>
      </div>
      {sheet.data !== undefined && <MadeAt at={sheet.data.madeAt} isOld={sheet.isError} />}
      {(sheet.isPending || handovers.isPending) && <LoadingNotice />}
      {sheet.isError && (
        <FailureNotice
          error={sheet.error}
          say={(why) => t('worklist.unread', { why })}
          onRetry={() => void sheet.refetch()}
        />
      )}
      {open.length > 0 && (
        <section aria-labelledby="handover-open">
          <h2 id="handover-open">{t('handover.open')}</h2>
          <ul className="handovers">
            {open.map((handover) => (
              <HandoverCard key={handover.id} handover={handover} />
            ))}
          </ul>
        </section>
      )}
      {sheet.data !== undefined && (
        <>
          <div className="panel">
            <Sheet sheet={sheet.data} />
          </div>
          <GiveForm sheet={sheet.data} offered={offered} />
        </>
      )}
      <section className="handover-past" aria-labelledby="handover-past">
        <h2 id="handover-past">{t('handover.past')}</h2>
        {past.length === 0 && <p className="soft">{t('handover.noPast')}</p>}
        <ul className="handovers">
          {past.map((handover) => (
            <HandoverCard key={handover.id} handover={handover} />
          ))}
        </ul>
      </section>
    </div>
  )
}
