/**
 * The cookies' names. With TLS they carry the `__Host-` prefix, by which a browser refuses one that another host of the
 * same domain, or a page without TLS, has set.
 */
export const cookieNames = (secure: boolean) => {
  const prefix = secure ? '__Host-' : ''
  return {
    session: `${prefix}kotisilta_session`,
    /** Which screen this is, whoever is at it. */
    screen: `${prefix}kotisilta_screen`,
    /** A sign-in on its way: a second factor to come, or the provider's answer. */
    arriving: `${prefix}kotisilta_arriving`,
  }
}

export type CookieNames = ReturnType<typeof cookieNames>

/** The value of one cookie in a `Cookie` header. */
export function cookieIn(header: string | undefined, wanted: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2)
    if (name === wanted && value !== undefined && value !== '') return value
  }
  return undefined
}
