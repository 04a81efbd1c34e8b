import type { Sound } from './wanted-sound.ts'

interface Pulse {
  /** Seconds from the beginning. */
  at: number
  length: number
  hertz: number
}

/** Five pulses, twice, as IEC 60601-1-8 draws a high-priority burst; three for medium. */
const HIGH_BURST = [0, 0.22, 0.44, 0.86, 1.08]
const PULSES: Readonly<Record<Sound, readonly Pulse[]>> = {
  high: [0, 1.9].flatMap((start) =>
    HIGH_BURST.map((at, place) => ({ at: start + at, length: 0.15, hertz: place < 3 ? 523 : 698 })),
  ),
  medium: [0, 0.4, 0.8].map((at, place) => ({ at, length: 0.2, hertz: place < 2 ? 440 : 523 })),
  // A long fall, like nothing else here.
  'feed-lost': [
    { at: 0, length: 0.5, hertz: 392 },
    { at: 0.6, length: 0.9, hertz: 262 },
  ],
}

/** The tone of a high alert has at least four harmonics, so that it carries and can be placed by ear. */
const HARMONICS = [0, 1, 0.6, 0.45, 0.3, 0.2]
const LOUDNESS = 0.35
const EDGE = 0.02

export interface AlarmTone {
  /** Whether the browser lets this page be heard. */
  audible(): boolean
  /** To be called while somebody touches or types: browsers let a page be heard only then, or if they were told to. */
  unlock(): void
  play(sound: Sound): void
  onChange(listener: () => void): () => void
}

/** Alarm sounds made on the spot with Web Audio: there is no file that could fail to load. */
export function createAlarmTone(): AlarmTone {
  const listeners = new Set<() => void>()
  let made: { context: AudioContext; wave: PeriodicWave } | undefined

  function make(): { context: AudioContext; wave: PeriodicWave } {
    const context = new AudioContext()
    context.addEventListener('statechange', () => {
      for (const listener of listeners) listener()
    })
    return {
      context,
      wave: context.createPeriodicWave(new Float32Array(HARMONICS.length), Float32Array.from(HARMONICS)),
    }
  }

  return {
    audible: () => made?.context.state === 'running',
    unlock() {
      made ??= make()
      made.context.resume().catch(() => undefined)
    },
    play(sound) {
      if (made === undefined) return
      for (const pulse of PULSES[sound]) playPulse(made.context, made.wave, pulse)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function playPulse(context: AudioContext, wave: PeriodicWave, { at, length, hertz }: Pulse): void {
  const from = context.currentTime + 0.05 + at
  const gain = new GainNode(context, { gain: 0 })
  const tone = new OscillatorNode(context, { frequency: hertz, periodicWave: wave })
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(LOUDNESS, from + EDGE)
  gain.gain.setValueAtTime(LOUDNESS, from + length - EDGE)
  gain.gain.linearRampToValueAtTime(0, from + length)
  tone.connect(gain).connect(context.destination)
  tone.start(from)
  tone.stop(from + length)
}
