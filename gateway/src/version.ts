/** Set when a release is bundled. */
declare const KOTISILTA_VERSION: string | undefined

/** The gateway's own version, as the server sees it. */
export const VERSION: string = typeof KOTISILTA_VERSION === 'string' ? KOTISILTA_VERSION : '0.1.0'
