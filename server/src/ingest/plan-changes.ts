import type SqliteDatabase from 'better-sqlite3'

/** Whose plan has changed, on disk until what is known of them has been judged by it: no restart skips that. */
export class PlanChanges {
  readonly #clear: SqliteDatabase.Statement
  readonly #all: SqliteDatabase.Statement
  readonly #done: SqliteDatabase.Statement
  readonly #waiting = new Set<string>()

  constructor(sqlite: SqliteDatabase.Database) {
    // Of whom nothing has been measured, nothing is known that could be judged.
    this.#clear = sqlite.prepare(
      'delete from directory_change where not exists (select 1 from series where series.patient = whose)',
    )
    this.#all = sqlite.prepare('select distinct whose from directory_change').pluck()
    this.#done = sqlite.prepare('delete from directory_change where whose = ?')
  }

  /** @returns who is waiting */
  read(): ReadonlySet<string> {
    this.#clear.run()
    this.#waiting.clear()
    for (const patient of this.#all.all() as string[]) this.#waiting.add(patient)
    return this.#waiting
  }

  /** Whether somebody was waiting, who now is not any more. */
  take(patient: string): boolean {
    if (!this.#waiting.delete(patient)) return false
    this.#done.run(patient)
    return true
  }
}
