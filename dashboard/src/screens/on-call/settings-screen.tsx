import type { OnCallSettings } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { changesOnCall } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { RemovedPart } from './removed-part.tsx'
import { useOnCallSettings } from './use-on-call.ts'
import './on-call.css'

const NEW = ''

/** How a card of one of them is made. */
interface CardProps<Kept> {
  each: Kept
  settings: OnCallSettings
  mayChange: boolean
  onEdit(): void
}
/** `undefined`: a new one. */
interface EditorProps<Kept> {
  each: Kept | undefined
  settings: OnCallSettings
  onClose(): void
}

interface Props<Kept> {
  title: string
  /** The other of the two screens. */
  other: { to: string; title: string }
  what: 'schedule' | 'policy'
  newOne: string
  listOf(settings: OnCallSettings): readonly Kept[]
  card(props: CardProps<Kept>): ReactNode
  editor(props: EditorProps<Kept>): ReactNode
  before?: ReactNode
  none?: string
  after?(settings: OnCallSettings): ReactNode
}

/** Rotas or chains: each a card that becomes a form, a new one, and those that were taken away. */
export function SettingsScreen<Kept extends { id: string; name: string }>(props: Props<Kept>) {
  const { title, other, what, newOne, listOf, card, editor, before, none, after } = props
  const { t } = useTranslation()
  const { user } = useSession()
  const settings = useOnCallSettings()
  const [editing, setEditing] = useState<string>()
  const mayChange = changesOnCall(user.role)
  const onClose = () => setEditing(undefined)
  const list = settings.data === undefined ? [] : listOf(settings.data)
  return (
    <div className="on-call">
      <div className="on-call-top">
        <ScreenHeading title={title} />
        <nav className="on-call-ways" aria-label={t('onCall.ways')}>
          <Link to="/on-call">{t('onCall.title')}</Link>
          <Link to={other.to}>{other.title}</Link>
        </nav>
      </div>
      {before}
      {settings.isPending && <LoadingNotice />}
      {settings.isError && <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data !== undefined && (
        <>
          {list.length === 0 && none !== undefined && <p>{none}</p>}
          {list.map((each) => (
            <section key={each.id} className="panel" aria-label={each.name}>
              {editing === each.id
                ? editor({ each, settings: settings.data, onClose })
                : card({ each, settings: settings.data, mayChange, onEdit: () => setEditing(each.id) })}
            </section>
          ))}
          {mayChange &&
            (editing === NEW ? (
              <section className="panel" aria-label={newOne}>
                {editor({ each: undefined, settings: settings.data, onClose })}
              </section>
            ) : (
              <div>
                <Button onClick={() => setEditing(NEW)}>{newOne}</Button>
              </div>
            ))}
          {after?.(settings.data)}
          {mayChange && <RemovedPart removed={settings.data.removed} what={what} />}
        </>
      )}
    </div>
  )
}
