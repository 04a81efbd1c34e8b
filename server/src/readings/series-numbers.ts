import type { ReadingKind } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'

interface Series {
  number: number
  deviceTimes: boolean
  withdrawn: boolean
}

/** The small number under which the readings of one patient, device and kind lie; kept in memory once asked for. */
export class SeriesNumbers {
  /** By device, kind and patient: a device has few kinds, and nearly always one patient. */
  readonly #known = new Map<string, Map<ReadingKind, Map<string, Series>>>()
  readonly #byNumber = new Map<number, Series>()
  readonly #find: SqliteDatabase.Statement
  readonly #create: SqliteDatabase.Statement | undefined
  readonly #ofPatient: SqliteDatabase.Statement
  readonly #anyDeviceTime: SqliteDatabase.Statement
  readonly #anyWithdrawn: SqliteDatabase.Statement

  constructor(sqlite: SqliteDatabase.Database) {
    this.#find = sqlite.prepare('select id from series where patient = ? and device = ? and kind = ?').pluck()
    this.#create = sqlite.readonly
      ? undefined
      : sqlite.prepare('insert into series(patient, device, kind) values(?,?,?) returning id').pluck()
    this.#ofPatient = sqlite.prepare('select id as number, kind from series where patient = ?')
    this.#anyDeviceTime = sqlite.prepare('select 1 from reading_device_time where series = ? limit 1')
    this.#anyWithdrawn = sqlite.prepare('select 1 from reading_withdrawn where series = ? limit 1')
  }

  numberOf(patient: string, device: string, kind: ReadingKind): number {
    const known = this.#known.get(device)?.get(kind)?.get(patient)
    if (known !== undefined) return known.number
    const found = this.#find.get(patient, device, kind) ?? this.#create?.get(patient, device, kind)
    const number = Number(found)
    const series = {
      number,
      deviceTimes: this.#anyDeviceTime.get(number) !== undefined,
      withdrawn: this.#anyWithdrawn.get(number) !== undefined,
    }
    const kinds = this.#known.get(device) ?? new Map<ReadingKind, Map<string, Series>>()
    const patients = kinds.get(kind) ?? new Map<string, Series>()
    this.#known.set(device, kinds.set(kind, patients.set(patient, series)))
    this.#byNumber.set(number, series)
    return number
  }

  /** Without making it. */
  existing(patient: string, device: string, kind: ReadingKind): number | undefined {
    const known = this.#known.get(device)?.get(kind)?.get(patient)
    return known?.number ?? (this.#find.get(patient, device, kind) as number | undefined)
  }

  /** Whether any reading of the series has a time of its device's own that differs from the corrected one. */
  hasDeviceTimes(number: number): boolean {
    return this.#byNumber.get(number)?.deviceTimes ?? true
  }

  notesDeviceTime(number: number): void {
    const series = this.#byNumber.get(number)
    if (series !== undefined) series.deviceTimes = true
  }

  /** Whether anything of the series has ever been withdrawn. */
  hasWithdrawn(number: number): boolean {
    return this.#byNumber.get(number)?.withdrawn ?? true
  }

  notesWithdrawn(number: number): void {
    const series = this.#byNumber.get(number)
    if (series !== undefined) series.withdrawn = true
  }

  ofPatient(patient: string): { number: number; kind: ReadingKind }[] {
    return this.#ofPatient.all(patient) as { number: number; kind: ReadingKind }[]
  }

  /** After a transaction that was rolled back, what it created is gone. */
  forget(): void {
    this.#known.clear()
    this.#byNumber.clear()
  }
}
