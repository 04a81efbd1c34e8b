import { DBusError } from 'dbus-next'

/** BlueZ's own error names, with the words that its daemon sends (bluez 5.66, src/error.c). */
const WORDS = {
  AlreadyExists: 'Already Exists',
  AuthenticationFailed: 'Authentication Failed',
  AuthenticationCanceled: 'Authentication Canceled',
  AuthenticationRejected: 'Authentication Rejected',
  DoesNotExist: 'Does Not Exist',
  Failed: 'Operation failed',
  InProgress: 'Operation already in progress',
  NotConnected: 'Not Connected',
  NotPermitted: 'Operation is not permitted',
  NotReady: 'Resource Not Ready',
  NotSupported: 'Operation is not supported',
} as const

export type BluezErrorName = keyof typeof WORDS

export const bluezError = (name: BluezErrorName, words: string = WORDS[name]): DBusError =>
  new DBusError(`org.bluez.Error.${name}`, words)
