/** Homes that do not exist: their devices on a Bluetooth of our own, and the people who use them. */
export * from './air/air.ts'
export { fullUuid, shortUuid } from './air/uuid.ts'
export type { Adapter } from './peripherals/adapter.ts'
export { type NoBus, type PrivateBus, startBus } from './peripherals/bus.ts'
export type { Peripheral } from './peripherals/peripheral.ts'
export { type Peripherals, startPeripherals } from './peripherals/start-peripherals.ts'
export type { Timing } from './peripherals/timing.ts'
