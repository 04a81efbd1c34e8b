import type { FrameContext } from '../decoded.ts'
import type { ByteReader } from '../frame/byte-reader.ts'

/** 255 stands for an unknown user in every service that has the field (Weight Scale 1.0, Blood Pressure 1.1, Body Composition 1.0). */
export const UNKNOWN_USER = 255

export function readUser(reader: ByteReader): Pick<FrameContext, 'subject'> {
  const userIndex = reader.uint8('user id')
  return userIndex === UNKNOWN_USER ? {} : { subject: { userIndex } }
}
