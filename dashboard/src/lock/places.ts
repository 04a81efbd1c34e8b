/** Where each person was on this screen, so that they come back to it. */
const places = new Map<string, string>()

export const notePlace = (user: string, path: string): void => void places.set(user, path)
export const placeOf = (user: string): string => places.get(user) ?? '/'
