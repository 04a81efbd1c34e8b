import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useHandovers } from '../../handover/use-handover.ts'

/** That what one has has been offered to somebody, who has not received it yet. */
export function OfferedTo({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const handovers = useHandovers()
  const offer = (handovers.data ?? []).find(
    ({ from, lines }) =>
      from.id === alert.owner?.id && lines.some(({ ref, state }) => ref === alert.id && state === 'offered'),
  )
  if (offer === undefined) return null
  const name = offer.to?.name
  return (
    <p className="offered-to" role="status">
      {name === undefined ? t('board.offeredToAnybody') : t('board.offeredTo', { name })}{' '}
      <Link to="/handover">{t('handover.nav')}</Link>
    </p>
  )
}
