/** The home end: radio and local broker, collection, a durable outbox, and the way to the server. */
export { type GatewayConfig, gatewayConfig } from './config.ts'
export { tellFindings } from './doctor/tell-findings.ts'
export { type Gateway, type GatewayOptions, startGateway } from './gateway.ts'
export { newCertificateRequest } from './identity/certificate-request.ts'
export { enrol } from './identity/enrol.ts'
export { runGateway } from './main.ts'
export { aesCcm } from './radio/aes-ccm.ts'
export { blueZRadio } from './radio/bluez/bluez-radio.ts'
export type {
  CollectOutcome,
  PairingAgent,
  PairOutcome,
  Radio,
  RadioFrame,
  RadioLink,
  RadioListener,
  RadioState,
  RadioStep,
  RadioTalk,
} from './radio/radio.ts'
export { type ConformanceAir, type ConformanceDevice, radioConformance } from './radio/radio-conformance.ts'
export { type ScriptedRadio, type ScriptStep, scriptedRadio } from './radio/scripted-radio.ts'
