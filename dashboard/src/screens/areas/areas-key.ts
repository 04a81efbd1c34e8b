export const AREAS_KEY = ['areas']
