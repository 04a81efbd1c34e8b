/** What one look has found. `fault`: it does not work, or will not soon. `warning`: it works, and should not stay so. */
export interface Finding {
  check: string
  state: 'ok' | 'warning' | 'fault'
  says: string
  /** What to do about it; absent where all is well. */
  remedy?: string
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says })
export const warning = (check: string, says: string, remedy: string): Finding => ({
  check,
  state: 'warning',
  says,
  remedy,
})
export const fault = (check: string, says: string, remedy: string): Finding => ({ check, state: 'fault', says, remedy })
