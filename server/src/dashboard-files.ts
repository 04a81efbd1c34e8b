import { fileURLToPath } from 'node:url'

/**
 * Where the built dashboard lies, with a slash at its end. Two folders below the root, as `bin/dist` is, so that it is found
 * from the bundle as well.
 */
export const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist/', import.meta.url))
