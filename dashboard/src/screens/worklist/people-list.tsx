import { NEEDS } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { GreenBar } from './green-bar.tsx'
import { MadeAt } from './made-at.tsx'
import { PersonCard } from './person-card.tsx'
import { useToday } from './use-worklist.ts'
import type { Whose } from './worklist-requests.ts'

/** People by need: worse, missing, new, green. */
export function PeopleList({ whose, onAll }: { whose: Whose; onAll(): void }) {
  const { t } = useTranslation()
  const today = useToday(whose)
  const [first] = today.data?.pages ?? []
  const cards = today.data?.pages.flatMap((page) => page.cards) ?? []
  return (
    <>
      {first !== undefined && <MadeAt at={first.madeAt} isOld={today.isError} />}
      {today.isPending && <LoadingNotice />}
      {today.isError && (
        <FailureNotice
          error={today.error}
          say={(why) => t('worklist.unread', { why })}
          onRetry={() => void today.refetch()}
        />
      )}
      {first !== undefined && cards.length === 0 && (
        <>
          <EmptyNotice
            title={t(`worklist.nobodyYours.${whose}.title`)}
            text={t(`worklist.nobodyYours.${whose}.text`)}
          />
          {whose === 'mine' && (
            <Button size="md" onClick={onAll}>
              {t('worklist.whose.all')}
            </Button>
          )}
        </>
      )}
      {NEEDS.map((need) => {
        const these = cards.filter((card) => card.need === need)
        if (these.length === 0) return null
        return (
          <section key={need} className="need" aria-labelledby={`need-${need}`}>
            <h2 id={`need-${need}`} data-need={need}>
              {t(`worklist.need.${need}`)} <span className="need-count">{first?.counts[need]}</span>
            </h2>
            {need === 'green' && <GreenBar green={these} undoable={first?.undoable ?? []} />}
            <ul className="person-cards">
              {these.map((card) => (
                <PersonCard key={card.patient.id} card={card} />
              ))}
            </ul>
          </section>
        )
      })}
      {today.hasNextPage && (
        <Button
          size="md"
          variant="default"
          loading={today.isFetchingNextPage}
          onClick={() => void today.fetchNextPage()}
        >
          {t('worklist.next')}
        </Button>
      )}
    </>
  )
}
