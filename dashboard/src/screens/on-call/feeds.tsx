import type { OnCallNow } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getFeeds, makeFeed, revokeFeed } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { useOnCallChange } from './use-on-call.ts'

const OWN = ''

/** Calendars that a phone subscribes to: an address that whoever has it can read, until it is taken back. */
export function Feeds({ schedules }: { schedules: OnCallNow['schedules'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const feeds = useQuery({ queryKey: ['on-call', 'feeds'], queryFn: getFeeds })
  const [of, setOf] = useState(OWN)
  const [address, setAddress] = useState('')
  const making = useOnCallChange(makeFeed, ({ path }) => setAddress(new URL(path, location.href).href))
  const revoking = useOnCallChange(revokeFeed)
  const nameOf = (id: string | null) =>
    id === null ? t('onCall.feed.own') : (schedules.find((schedule) => schedule.id === id)?.name ?? id)
  return (
    <section className="panel on-call-part" aria-label={t('onCall.feed.title')}>
      <h2>{t('onCall.feed.title')}</h2>
      <p className="soft">{t('onCall.feed.text')}</p>
      {(feeds.data?.length ?? 0) > 0 && (
        <ul className="on-call-rows">
          {feeds.data?.map((feed) => (
            <li key={feed.id}>
              <span>
                {nameOf(feed.schedule)} ·{' '}
                {feed.lastUsedAt === null
                  ? t('onCall.feed.unused')
                  : t('onCall.feed.used', { time: formatDateTime(feed.lastUsedAt, language, now) })}
              </span>
              <Button variant="default" onClick={() => revoking.mutate(feed.id)}>
                {t('onCall.feed.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="on-call-form"
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate(of === OWN ? null : of)
        }}
      >
        <NativeSelect
          label={t('onCall.feed.of')}
          value={of}
          onChange={(event) => setOf(event.currentTarget.value)}
          data={[
            { value: OWN, label: t('onCall.feed.own') },
            ...schedules.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Button type="submit" variant="default" loading={making.isPending}>
          {t('onCall.feed.make')}
        </Button>
      </form>
      {address !== '' && (
        <p role="status">
          {t('onCall.feed.address')} <code className="on-call-address">{address}</code>
        </p>
      )}
      {(making.isError || revoking.isError) && <FailureNotice error={making.error ?? revoking.error} />}
    </section>
  )
}
