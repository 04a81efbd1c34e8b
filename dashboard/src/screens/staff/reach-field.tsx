import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getAreas } from '../../api/access.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { AREAS_KEY } from '../areas/areas-key.ts'

export type Reach = 'every' | string[]

/** In which areas somebody works. */
export function ReachField({ reach, onChange }: { reach: Reach; onChange(reach: Reach): void }) {
  const { t } = useTranslation()
  const areas = useQuery({ queryKey: AREAS_KEY, queryFn: getAreas })
  return (
    <fieldset className="staff-reach">
      <legend>{t('staff.reach.area')}</legend>
      <Checkbox
        label={t('staff.reach.every')}
        checked={reach === 'every'}
        onChange={(event) => onChange(event.currentTarget.checked ? 'every' : [])}
      />
      {reach !== 'every' &&
        areas.data?.areas.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={reach.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...reach, id] : reach.filter((each) => each !== id))
            }
          />
        ))}
      {areas.isError && <FailureNotice error={areas.error} onRetry={() => void areas.refetch()} />}
    </fieldset>
  )
}
