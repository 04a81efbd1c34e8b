/** A page of another origin may not use our cookie. No `Origin` at all is no page: a script, or an old browser's GET. */
export function originIsOwn(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
