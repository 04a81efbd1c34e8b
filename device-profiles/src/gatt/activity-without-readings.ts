import { type FrameDecoder, frameDecoder } from '../frame/frame-decoder.ts'
import { type ActivityLayout, readActivityMessage } from './activity-message.ts'

/** The least, the greatest and the average of something, each with its flag. */
const extremes = (name: string, bytes: number) =>
  ['minimum', 'maximum', 'average'].map((which) => [`${which} ${name}`, bytes] as const)

/** A message whose fields are read, and are no item of ours. */
const checked = (layout: ActivityLayout<string>): FrameDecoder =>
  frameDecoder((reader) => {
    readActivityMessage(reader, layout)
    return { items: [] }
  })

/**
 * General Activity Instantaneous Data, 2B3C (Physical Activity Monitor Service 1.0): energy, speed, cadence. The activity level is a number
 * of the maker's, not a share of an interval.
 */
export const checkGeneralActivityNow = checked({
  flagBytes: 3,
  fields: [
    ['normal walking energy expenditure per hour', 2],
    ['intensity energy expenditure per hour', 2],
    ['total energy expenditure per hour', 2],
    ['fat burned per hour', 2],
    ['metabolic equivalent', 1],
    ['speed', 2],
    ['motion cadence', 2],
    ['elevation', 3],
    ['activity count per minute', 2],
    ['activity level', 2],
    ['activity type', 2],
  ],
  inFirstSegment: 0,
})

/** General Activity Summary Data, 2B3D: the same over a session. Steps are in 2B40. */
export const checkGeneralActivitySummary = checked({
  flagBytes: 4,
  fields: [
    ['normal walking energy expenditure', 4],
    ['intensity energy expenditure', 4],
    ['total energy expenditure', 4],
    ['fat burned', 2],
    ...extremes('metabolic equivalent', 1),
    ['distance', 3],
    ...extremes('speed', 2),
    ['duration of normal walking episodes', 3],
    ['duration of intensity walking episodes', 3],
    ...extremes('motion cadence', 2),
    ['floors', 1],
    ['positive elevation gain', 3],
    ['negative elevation gain', 3],
    ['activity count', 4],
    ...extremes('activity level', 2),
    ['average activity type', 2],
    ['worn duration', 3],
  ],
  inFirstSegment: 0,
})

/**
 * CardioRespiratory Activity Summary Data, 2B3F (flags of table 3.13). An average over a session, which may last for days, is no heart rate and
 * no respiratory rate of any moment: scored as one it would hide what is so now.
 */
export const checkCardiorespiratorySummary = checked({
  flagBytes: 4,
  fields: [
    ...[1, 2, 3, 4, 5].map((zone) => [`time in heart rate zone ${zone}`, 3] as const),
    ...extremes('VO2 max', 1),
    ...extremes('heart rate', 1),
    ...extremes('pulse inter-beat interval', 2),
    ...extremes('resting heart rate', 1),
    ...extremes('heart rate variability', 2),
    ...extremes('respiration rate', 1),
    ...extremes('resting respiration rate', 1),
    ['worn duration', 3],
  ],
  inFirstSegment: 0,
})
