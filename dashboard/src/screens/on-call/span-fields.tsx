import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../ui/date-field.tsx'
import { localOf, momentOf } from '../plan/local-time.ts'

/** A span as two fields, by the clock on the wall. `span`: undefined while it is none. */
export function useSpan(from: number, until: number) {
  const [begin, setBegin] = useState(localOf(from))
  const [end, setEnd] = useState(localOf(until))
  const [first, last] = [momentOf(begin), momentOf(end)]
  const isWhole = first !== undefined && last !== undefined && first < last
  const span = isWhole ? { from: new Date(first).toISOString(), until: new Date(last).toISOString() } : undefined
  return { begin, setBegin, end, setEnd, span }
}

export function SpanFields({ begin, setBegin, end, setEnd }: ReturnType<typeof useSpan>) {
  const { t } = useTranslation()
  return (
    <div className="on-call-form">
      <DateField withTime label={t('onCall.fromLabel')} value={begin} onChange={setBegin} />
      <DateField withTime label={t('onCall.untilLabel')} value={end} onChange={setEnd} />
    </div>
  )
}
