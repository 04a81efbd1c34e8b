import type { OnCallNow } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { seeNotice, stepSwap } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../words/times.ts'
import { ConfirmShift } from './confirm-shift.tsx'
import { SwapDialog } from './swap-dialog.tsx'
import { useOnCallChange, useOwnShifts } from './use-on-call.ts'

const SHOWN_MOST = 8

/** One's own: the shift that is to be confirmed, what one is told, offers of others, the coming shifts. */
export function OwnDuty({ own }: { own: OnCallNow['own'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const coming = useOwnShifts(true)
  const [swapping, setSwapping] = useState<number>()
  const step = useOnCallChange(({ id, step }: { id: string; step: 'accept' | 'decline' | 'withdraw' | 'undo' }) =>
    stepSwap(id, step),
  )
  const seen = useOnCallChange(seeNotice)
  const shifts = coming.data?.shifts ?? []
  // An offer stands below with its two answers.
  const notices = own.notices.filter(({ kind }) => kind !== 'swap-offered')
  const moment = (at: string) => formatMoment(at, language, now)
  const span = ({ from, until }: { from: string; until: string }) =>
    t('onCall.span', { from: moment(from), until: moment(until) })
  const given = (coming.data?.swaps ?? []).filter(({ status, to }) => {
    const isOffer = own.offers.some((offer) => offer.to.id === to.id)
    return status === 'accepted' || (status === 'offered' && !isOffer)
  })
  const chosen = swapping === undefined ? undefined : shifts[swapping]
  return (
    <section className="panel on-call-part" aria-label={t('onCall.own.title')}>
      <h2>{t('onCall.own.title')}</h2>
      {own.shift !== null && <ConfirmShift shift={own.shift} />}
      {notices.length > 0 && (
        <ul className="on-call-rows">
          {notices.map((notice) => (
            <li key={notice.id}>
              <span>
                {t(`onCall.notice.${notice.kind}`, {
                  name: notice.name,
                  person: notice.about?.name ?? '',
                  span: span(notice),
                })}
              </span>
              <Button variant="default" onClick={() => seen.mutate(notice.id)}>
                {t('onCall.notice.seen')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {own.offers.map((offer) => (
        <div key={offer.id} className="on-call-offer">
          <p>
            <b>{t('onCall.swap.offer', { name: offer.by.name, span: span(offer) })}</b> {offer.note}
          </p>
          <div className="on-call-buttons">
            <Button onClick={() => step.mutate({ id: offer.id, step: 'accept' })}>{t('onCall.swap.accept')}</Button>
            <Button variant="default" onClick={() => step.mutate({ id: offer.id, step: 'decline' })}>
              {t('onCall.swap.decline')}
            </Button>
          </div>
        </div>
      ))}
      {given.length > 0 && (
        <ul className="on-call-rows">
          {given.map((swap) => (
            <li key={swap.id}>
              <span>
                {t(`onCall.swap.${swap.status === 'accepted' ? 'agreed' : 'waits'}`, {
                  by: swap.by.name,
                  to: swap.to.name,
                  span: span(swap),
                })}
              </span>
              <Button
                variant="default"
                onClick={() => step.mutate({ id: swap.id, step: swap.status === 'accepted' ? 'undo' : 'withdraw' })}
              >
                {t(swap.status === 'accepted' ? 'onCall.swap.undo' : 'onCall.swap.withdraw')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {step.isError && <FailureNotice error={step.error} />}
      <h3>{t('onCall.own.coming')}</h3>
      {shifts.length === 0 ? (
        <p>{t('onCall.own.none')}</p>
      ) : (
        <ul className="on-call-rows">
          {shifts.slice(0, SHOWN_MOST).map((shift, place) => (
            <li key={`${shift.schedule} ${shift.from}`}>
              <span>
                <b>{span(shift)}</b> · {shift.name}
              </span>
              <Button
                variant="default"
                aria-label={t('onCall.swap.giveOf', { span: span(shift) })}
                onClick={() => setSwapping(place)}
              >
                {t('onCall.swap.give')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen !== undefined && <SwapDialog shift={chosen} onClose={() => setSwapping(undefined)} />}
    </section>
  )
}
