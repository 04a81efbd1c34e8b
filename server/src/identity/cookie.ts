export const SESSION_COOKIE = 'kotisilta_session'

/** The session token in a `Cookie` header. */
export function tokenInCookies(header: string | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2)
    if (name === SESSION_COOKIE && value !== undefined && value !== '') return value
  }
  return undefined
}
