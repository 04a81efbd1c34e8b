/** Devices as data: how each is recognised on the air and what its frames mean. Pure, without I/O. */

export { type AllBridges, type AllBridgesOptions, allBridges, type BridgeStates } from './bridges/all-bridges.ts'
export {
  type Bridge,
  type BridgeMessage,
  type BridgeState,
  type BridgeStep,
  type Heard,
  ROLES,
  type Role,
  type RoleOf,
} from './bridges/bridge.ts'
export { type HomeAssistantState, homeAssistant } from './bridges/home-assistant.ts'
export { type MappingState, mapped } from './bridges/mapping.ts'
export { type Mapping, parseMapping } from './bridges/mapping-schema.ts'
export { theengs } from './bridges/theengs.ts'
export { ZIGBEE2MQTT_DEVICE, type Zigbee2MqttState, zigbee2mqtt } from './bridges/zigbee2mqtt.ts'
export { matchProfile, profileById, profiles } from './catalogue.ts'
export { decodeCharacteristic, decodeManufacturerData, decodeMqtt, decodeRecord, decodeServiceData } from './decode.ts'
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
export { CLOCK_NEVER_SET, type DeviceDateTime, isoFromDeviceTime, wallClockAt } from './device-time.ts'
export type { FieldRead } from './frame/byte-reader.ts'
export type { AesCcm, FrameSurroundings } from './frame/frame-decoder.ts'
export { decodeFloat, decodeSfloat, encodeFloat, encodeSfloat, type MedicalFloat } from './frame/medical-float.ts'
export { type GlucoseContext, parseGlucoseContext } from './gatt/glucose-context.ts'
export { parseRecordAccessAnswer, type RecordAccessAnswer } from './gatt/record-access-control-point.ts'
export {
  answerArrived,
  beginRecordTransfer,
  type RecordMemory,
  type RecordTransfer,
  recordArrived,
  type TransferOutcome,
  type TransferStep,
} from './gatt/record-transfer.ts'
export {
  type CurrentTime,
  encodeCurrentTime,
  parseCurrentTime,
  parseDateTime,
  parseLocalTime,
  parseSummerTime,
  parseTimeZone,
} from './gatt/time-values.ts'
export { consentFault } from './gatt/user-data.ts'
export { bytesOf, hexOf } from './hex.ts'
export type { Match, Sighting } from './match.ts'
export {
  OMRON_BEGIN,
  OMRON_END,
  OMRON_MEMORY,
  type OmronPacket,
  type OmronParts,
  type OmronStep,
  omronPartArrived,
  omronReadRequest,
} from './omron/memory.ts'
export {
  answerFromOmron,
  beginOmronReadout,
  type OmronReadout,
  type OmronReadoutStep,
  type OmronRecord,
} from './omron/readout.ts'
export { HEM_7322T_MEMORY, type OmronLayout } from './omron/record.ts'
export type { DecodedMessage } from './open-device/open-message.ts'
export { OPEN_DEVICE_TOPIC, openDeviceTopic } from './open-device/open-topic.ts'
export { isoFromZonedText } from './open-device/zoned-time.ts'
export type { Capability, ConnectStep, DeviceProfile, Subscription, WrittenValue } from './profile.ts'
export { shortUuid } from './uuid.ts'
export { valueToWrite, type WriteSurroundings } from './value-to-write.ts'
export { roleOfProfile } from './vendors/bridged.ts'
