import { readFileSync, statSync } from 'node:fs'
import { KotisiltaError } from '@kotisilta/contract'
import { Decrypter, Encrypter } from 'age-encryption'

/** With what a backup is locked, or opened: see https://age-encryption.org/v1. */
export interface LockOptions {
  /** Public keys, `age1...`: the machine that makes backups cannot open them. */
  recipient?: string[]
  passphraseFile?: string
}

export interface KeyOptions {
  /** A file with secret keys, `AGE-SECRET-KEY-1...`. */
  identityFile?: string
  passphraseFile?: string
}

const LEAST_PASSPHRASE = 16

/** @throws KotisiltaError `backup-key-invalid` */
export function lockWith({ recipient = [], passphraseFile }: LockOptions): Encrypter {
  if (recipient.length > 0 === (passphraseFile !== undefined)) {
    throw invalid('Say either --recipient or --passphrase-file: a backup is never written unencrypted.')
  }
  const encrypter = new Encrypter()
  if (passphraseFile !== undefined) encrypter.setPassphrase(passphraseIn(passphraseFile))
  for (const each of recipient) {
    try {
      encrypter.addRecipient(each)
    } catch (cause) {
      throw invalid(`${each} is no age recipient (age1...): ${(cause as Error).message}`)
    }
  }
  return encrypter
}

/** @throws KotisiltaError `backup-key-invalid` */
export function openWith({ identityFile, passphraseFile }: KeyOptions): Decrypter {
  if ((identityFile === undefined) === (passphraseFile === undefined)) {
    throw invalid('Say either --identity-file or --passphrase-file.')
  }
  const decrypter = new Decrypter()
  if (passphraseFile !== undefined) decrypter.addPassphrase(passphraseIn(passphraseFile))
  if (identityFile !== undefined) {
    const keys = privateFile(identityFile)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('AGE-SECRET-KEY-'))
    if (keys.length === 0) throw invalid(`There is no AGE-SECRET-KEY in ${identityFile}.`)
    for (const key of keys) decrypter.addIdentity(key)
  }
  return decrypter
}

function passphraseIn(file: string): string {
  const passphrase = privateFile(file).replace(/\r?\n$/, '')
  if (passphrase.length < LEAST_PASSPHRASE) {
    throw invalid(
      `The passphrase in ${file} is too short: ${LEAST_PASSPHRASE} characters or more, for example six words.`,
    )
  }
  return passphrase
}

/** A secret that others can read is none. */
function privateFile(file: string): string {
  let text: string
  try {
    if ((statSync(file).mode & 0o077) !== 0) {
      throw invalid(`${file} can be read by others than its owner. Run: chmod 600 ${file}`)
    }
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof KotisiltaError) throw cause
    throw invalid(`${file} cannot be read: ${(cause as Error).message}`)
  }
  return text
}

const invalid = (message: string): KotisiltaError => new KotisiltaError('backup-key-invalid', message)
