/** Devices as data: how each is recognised on the air and what its frames mean. Pure, without I/O. */
export { matchProfile, profileById, profiles } from './catalogue.ts'
export { decodeCharacteristic, decodeManufacturerData, decodeMqtt, decodeServiceData } from './decode.ts'
export {
  DECODE_ERROR_CODES,
  type Decoded,
  type DecodedEvent,
  type DecodedItem,
  type DecodedReading,
  type DecodeError,
  type DecodeErrorCode,
  type ItemKind,
  WITHHELD_REASONS,
  type Withheld,
  type WithheldReason,
} from './decoded.ts'
export { type DeviceDateTime, isoFromDeviceTime } from './device-time.ts'
export { decodeFloat, decodeSfloat, encodeFloat, encodeSfloat, type MedicalFloat } from './frame/medical-float.ts'
export { parseRecordAccessAnswer, type RecordAccessAnswer } from './gatt/record-access-control-point.ts'
export {
  type CurrentTime,
  parseCurrentTime,
  parseDateTime,
  parseLocalTime,
  parseSummerTime,
  parseTimeZone,
} from './gatt/time-values.ts'
export { bytesOf, hexOf } from './hex.ts'
export type { Match, Sighting } from './match.ts'
export type { DecodedMessage } from './open-device/open-message.ts'
export { OPEN_DEVICE_TOPIC, openDeviceTopic } from './open-device/open-topic.ts'
export { isoFromZonedText } from './open-device/zoned-time.ts'
export type { Capability, DeviceProfile, Subscription } from './profile.ts'
export { shortUuid } from './uuid.ts'
