import { IconKeyboard, IconMoonStars } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { feedStatus } from '../../live/feed.ts'
import { useLive } from '../../live/live-provider.tsx'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { TestLines } from '../installation-test/test-lines.tsx'
import { Arrivals } from './arrivals.tsx'
import { Strip } from './strip.tsx'
import { useSettling } from './use-settling.ts'

interface Props {
  selected: string | undefined
  onSelect(id: string): void
  onHelp(): void
}

/** New alerts above the anchor, then the queue, which keeps its places. */
export function QueuePane({ selected, onSelect, onHelp }: Props) {
  const { t } = useTranslation()
  const queue = useLive((state) => state.queue)
  const known = useLive((state) => state.known)
  const lost = useLive((state) => feedStatus(state.feed) === 'lost')
  const heardAt = useLive((state) => state.feed.heardAt)
  const { settled, settle, guard } = useSettling()

  return (
    <section className="queue" aria-label={t('board.queue')} data-stale={lost || undefined} onClickCapture={guard}>
      <Arrivals
        ids={queue.arrived}
        settled={settled}
        staleSince={lost && known ? heardAt : undefined}
        selected={selected}
        onSelect={onSelect}
        onSettle={settle}
      />
      <TestLines />
      <div className="queue-scroll">
        {!known && !lost && <LoadingNotice />}
        {known && queue.settled.length === 0 && queue.arrived.length === 0 && (
          <EmptyNotice
            icon={<IconMoonStars size={48} stroke={1.5} aria-hidden="true" />}
            title={t('board.empty.title')}
            text={t('board.empty.text')}
          />
        )}
        <ol className="strips">
          {queue.settled.map((id) => (
            <Strip key={id} id={id} selected={id === selected} onSelect={onSelect} />
          ))}
        </ol>
        <button type="button" className="keys-button" onClick={onHelp}>
          <IconKeyboard size={20} aria-hidden="true" />
          {t('board.keys.open')}
        </button>
      </div>
    </section>
  )
}
