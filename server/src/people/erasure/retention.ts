import type { LifeStatus, Milliseconds } from '@kotisilta/contract'

/**
 * How long a record has to be kept, from the Finnish law that each number comes from. docs/data-protection.md has the
 * table, and who decides which of them applies to an installation.
 */
const RETENTION = {
  /** Client documents of services for older people: ten years from when the matter was closed (Act 703/2023, annex). */
  afterLeavingYears: 10,
  /** Patient documents: twelve years from the patient's death (Act 703/2023, annex; Decree 94/2022 before it). */
  afterDeathYears: 12,
  /** Patient documents of somebody whose death is not known: 120 years from birth (the same). */
  afterBirthYears: 120,
} as const

export interface KeptRecord {
  status: LifeStatus
  /** When the person left or died. */
  since: Milliseconds | null
  birthYear: number | null
}

/**
 * When a record may be erased. What is measured here belongs to patient documents, so that the longer time counts:
 * somebody who has left is kept until 120 years from birth, and where that is not known until 120 years from leaving.
 * @returns null: as long as the person is a client
 */
export function keptUntil({ status, since, birthYear }: KeptRecord): Milliseconds | null {
  if (status === 'active' || status === 'hospital' || since === null) return null
  if (status === 'dead') return yearsAfter(since, RETENTION.afterDeathYears)
  const closed = yearsAfter(since, RETENTION.afterLeavingYears)
  const born = birthYear === null ? since : Date.UTC(birthYear, 11, 31)
  return Math.max(closed, yearsAfter(born, RETENTION.afterBirthYears))
}

function yearsAfter(moment: Milliseconds, years: number): Milliseconds {
  const date = new Date(moment)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.getTime()
}
