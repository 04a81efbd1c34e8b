import type { PlanTemplate } from '@kotisilta/contract'
import { NEWS2_LIMITS } from './news2-limits.ts'

/** Danger and attention limits of saturation are those of NEWS2's scale 2, as many with COPD live below 92 %. */
export const copd: PlanTemplate = {
  id: 'copd',
  version: 1,
  title: { fi: 'Keuhkoahtaumatauti', sv: 'KOL', en: 'COPD' },
  about: {
    fi: 'Happikyllästeisyys ja syke joka päivä. Paheneminen huomataan happikyllästeisyydestä ja hengityksestä omaan tasoon verrattuna. Asteikko 2 otetaan käyttöön vain lääkärin päätöksellä.',
    sv: 'Syremättnad och puls varje dag. Försämring märks på syremättnaden och andningen jämfört med det egna normala. Skala 2 tas i bruk bara på läkares beslut.',
    en: 'Oxygen saturation and pulse each day. Getting worse is noticed by saturation and breathing against the person’s own normal. Scale 2 only when a physician decides so.',
  },
  patch: {
    expected: {
      'oxygen-saturation': { kind: 'oxygen-saturation', withinHours: 36, times: ['09:00'] },
      'heart-rate': { kind: 'heart-rate', withinHours: 36 },
    },
    limits: {
      'oxygen-saturation': { kind: 'oxygen-saturation', red: { low: 84 }, yellow: { low: 86 } },
      'heart-rate': NEWS2_LIMITS['heart-rate'],
      'respiratory-rate': NEWS2_LIMITS['respiratory-rate'],
    },
    copd: { enabled: true },
    baselines: { respiration: { enabled: true } },
    measureAgain: { enabled: true },
  },
}
