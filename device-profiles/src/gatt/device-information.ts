import { frameParser } from '../frame/frame-decoder.ts'

const utf8 = new TextDecoder()

/**
 * The texts of Device Information (Device Information Service 1.1): manufacturer, model, serial number, revisions. In UTF-8; devices pad
 * with zeros, which are left out. What is no UTF-8 becomes U+FFFD: the text is for people.
 */
export const parseDeviceText = frameParser<string>((reader) => {
  const value = utf8.decode(reader.bytes(reader.remaining, 'text')).replaceAll('\0', '')
  reader.note(JSON.stringify(value))
  return { value }
})
