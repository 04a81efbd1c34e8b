import type { PlanTemplate } from '@kotisilta/contract'
import { NEWS2_LIMITS } from './news2-limits.ts'

export const heartFailure: PlanTemplate = {
  id: 'heart-failure',
  version: 1,
  title: { fi: 'Sydämen vajaatoiminta', sv: 'Hjärtsvikt', en: 'Heart failure' },
  about: {
    fi: 'Paino joka aamu, verenpaine ja syke joka päivä. Nesteen kertyminen huomataan painon noususta, liiallinen nesteen poistuminen painon laskusta.',
    sv: 'Vikt varje morgon, blodtryck och puls varje dag. Vätskeansamling märks på att vikten stiger, för stor vätskeförlust på att den sjunker.',
    en: 'Weight each morning, blood pressure and pulse each day. Fluid is noticed by weight gained, too much of it lost by weight lost.',
  },
  patch: {
    expected: {
      'body-weight': { kind: 'body-weight', withinHours: 36, times: ['07:30'] },
      'blood-pressure': { kind: 'blood-pressure', withinHours: 36, times: ['08:00'] },
    },
    limits: {
      'heart-rate': NEWS2_LIMITS['heart-rate'],
      'blood-pressure.systolic': NEWS2_LIMITS['blood-pressure.systolic'],
      'oxygen-saturation': NEWS2_LIMITS['oxygen-saturation'],
    },
    weightTrend: { enabled: true },
    measureAgain: { enabled: true },
  },
}
