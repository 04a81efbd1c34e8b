import { SHORTEST_PASSWORD } from './passwords.ts'

/** Words that whoever guesses tries first. */
const OUR_OWN = 'kotisilta'
/** Of a name: shorter ones are in too much. */
const SHORTEST_WORD = 4

/**
 * Why a password may not be chosen. NIST SP 800-63B-4, 3.1.1.2: held against a list of common ones and against words of
 * the place and the person; no rules of composition, no end.
 * @param words the person's user name and name
 */
export async function passwordFault(
  password: string,
  words: readonly string[],
): Promise<'password-too-short' | 'password-easy' | undefined> {
  if (password.length < SHORTEST_PASSWORD) return 'password-too-short'
  const lower = password.toLowerCase()
  const known = [OUR_OWN, ...words.flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
  const holdsWord = known
    .filter((word) => word.length >= SHORTEST_WORD)
    .some((word) => lower.includes(word) && lower.replaceAll(word, '').length < SHORTEST_PASSWORD)
  if (holdsWord || new Set(lower).size < 4) return 'password-easy'
  const common = await commonPasswords()
  // Its digits and marks at either end make a common one no better.
  const core = lower.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, '')
  return common.has(lower) || common.has(core) ? 'password-easy' : undefined
}

let list: Promise<ReadonlySet<string>> | undefined
/** Some fifty thousand from breaches, most common first; read when the first password is chosen. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return list
}
