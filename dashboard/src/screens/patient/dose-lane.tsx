import { useTranslation } from 'react-i18next'
import type { TimeRange } from '../../charts/use-dragging.ts'
import type { Dose, DoseFate } from './doses.ts'
import { Lane } from './lane.tsx'

interface Props {
  doses: readonly Dose[]
  range: TimeRange
  width: number
}

/** Full for taken, half for late, a cross for missed, a ring for withdrawn: told apart without colour. */
const SHAPES: Readonly<Record<DoseFate, string>> = {
  taken: 'M-2 -9h4v18h-4z',
  late: 'M-2 -9h4v18h-4zM-6 3h4M2 3h4',
  missed: 'M-6 -6 6 6M-6 6 6 -6',
  withdrawn: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0',
}

export function DoseLane({ doses, range, width }: Props) {
  const { t } = useTranslation()
  const fates = (Object.keys(SHAPES) as DoseFate[]).filter((fate) => doses.some((dose) => dose.fate === fate))
  return (
    <div className="dose-lane">
      <Lane
        title={t('patients.charts.dosesLane')}
        label={fates
          .map((fate) => `${t(`patients.charts.dose.${fate}`)}: ${doses.filter((dose) => dose.fate === fate).length}`)
          .join('; ')}
        range={range}
        width={width}
        marks={doses}
        at={({ at }) => at}
        keyOf={({ id }) => id}
        draw={({ fate }) => <path d={SHAPES[fate]} className="dose" data-fate={fate} />}
      />
      <ul className="dose-legend">
        {fates.map((fate) => (
          <li key={fate}>
            <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
              <path d={SHAPES[fate]} className="dose" data-fate={fate} />
            </svg>
            {t(`patients.charts.dose.${fate}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
