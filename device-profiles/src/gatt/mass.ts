import type { MedicalFloat } from '../frame/medical-float.ts'
import { kilogramsFromPounds } from '../units.ts'

/** A field of this value says that the measurement did not succeed (Weight Scale Service 1.0, Body Composition Service 1.0). */
export const UNSUCCESSFUL = 0xffff

/** The SIG's mass fields: 0.005 kg, or 0.01 lb where the frame is imperial. The resolution in a feature characteristic does not scale them. */
export const kilogramsFromField = (raw: number, imperial: boolean): MedicalFloat =>
  imperial ? kilogramsFromPounds(raw / 100) : raw / 200
