import type { Milliseconds } from '@kotisilta/contract'
import { useEffect, useRef, useState } from 'react'
import { feedStatus } from '../live/feed.ts'
import { useLiveStore } from '../live/live-provider.tsx'
import type { LiveState } from '../live/live-state.ts'
import { mayBeHeard } from './may-be-heard.ts'
import { alarmTone, useAudible } from './use-audible.ts'
import { type Audible, mediumCalls, type Pause, pauseNow, type Sound, wantedSound } from './wanted-sound.ts'

const REPEAT_MS: Readonly<Record<Sound, Milliseconds>> = { high: 6_000, medium: 2_000, 'feed-lost': 10_000 }

const ONE_TOUCH_MS: Milliseconds = 800

/** What may sound: on a locked screen what it has been told without names. */
const audibleOf = (state: LiveState): readonly Audible[] => state.veiled ?? [...state.alerts.values()]

export type SoundStatus = 'on' | 'paused' | 'locked'

/** Sounds what the live state calls for, and says how the sound stands. `press` is what its button does. */
export function useAlarmSound(): { status: SoundStatus; pauseLeft: Milliseconds; press(): void } {
  const store = useLiveStore()
  const tone = alarmTone()
  const audible = useAudible()
  const [pause, setPause] = useState<Pause>()
  const [pauseLeft, setPauseLeft] = useState(0)
  const sounded = useRef(new Set<string>())
  const lastPlayed = useRef<{ sound: Sound; at: Milliseconds }>(undefined)
  const audibleSince = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => {
    const check = () => {
      const now = performance.now()
      const state = store.read()
      setPauseLeft(pause === undefined ? 0 : Math.max(0, Math.ceil((pause.until - now) / 1_000) * 1_000))
      const alerts = audibleOf(state)
      const feedLost = feedStatus(state.feed) === 'lost'
      const sound = wantedSound({ alerts, feedLost, pause, sounded: sounded.current }, now)
      const last = lastPlayed.current
      if (sound === undefined || !tone.audible()) return
      if (
        last !== undefined &&
        now - last.at < REPEAT_MS[last.sound] &&
        (last.sound === sound || last.sound === 'high')
      )
        return
      // A high alert that the pause does not cover ends it.
      if (sound === 'high' && pause !== undefined) setPause(undefined)
      tone.play(sound)
      lastPlayed.current = { sound, at: now }
      if (sound === 'medium') for (const call of mediumCalls(alerts)) sounded.current.add(call)
    }
    check()
    const timer = setInterval(check, 500)
    const stop = store.subscribe(check)
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [store, tone, pause])

  useEffect(() => {
    const unlock = () => tone.unlock()
    void mayBeHeard().then((may) => may && unlock())
    const stop = tone.onChange(() => {
      if (tone.audible()) audibleSince.current = performance.now()
    })
    const gestures = ['pointerdown', 'keydown'] as const
    for (const gesture of gestures) document.addEventListener(gesture, unlock)
    return () => {
      stop()
      for (const gesture of gestures) document.removeEventListener(gesture, unlock)
    }
  }, [tone])

  return {
    status: !audible ? 'locked' : pauseLeft > 0 ? 'paused' : 'on',
    pauseLeft,
    press() {
      if (!tone.audible()) return tone.unlock()
      // The touch that has just let the page be heard is not one that asks for silence.
      if (performance.now() - audibleSince.current < ONE_TOUCH_MS) return
      const paused = pauseLeft > 0
      setPause(paused ? undefined : pauseNow(audibleOf(store.read()), performance.now()))
    },
  }
}
