import { type Alert, type AlertEvent, isoTime, type Milliseconds, newUlid } from '@kotisilta/contract'
import { nextVersion, noted } from './lifecycle.ts'
import { type CutOff, homesOf, NO_OUTAGES, type Outages, type Storm, withCutOff, worthSaying } from './storm.ts'
import { stormWords } from './storm-words.ts'

/** The storms that go on, area by area, in memory; they are read from the unresolved alerts, which know where they belong. */
export class Storms {
  readonly #areas = new Map<string, Outages>()
  readonly #storms = new Map<string, { area: string; members: Map<string, CutOff>; leader: string | undefined }>()

  /** After a start, and after a rollback. @param unresolved those alerts that are part of a storm */
  read(unresolved: readonly { alert: Alert; home: string; area: string }[]): void {
    this.#areas.clear()
    this.#storms.clear()
    for (const { alert, home, area } of unresolved) {
      if (alert.storm === undefined) continue
      const { id, since, leads } = alert.storm
      const one: CutOff = { alert: alert.id, home, at: Date.parse(alert.raisedAt) }
      this.#member(id, area, one, leads)
      const storm = this.#areas.get(area)?.storm
      const isSame = storm?.id === id
      if (storm !== undefined && !isSame && storm.newest > one.at) continue
      const members = isSame ? [...storm.members, one] : [one]
      const newest = Math.max(one.at, isSame ? storm.newest : 0)
      this.#areas.set(area, { loose: [], storm: { id, since: Date.parse(since), newest, members } })
    }
  }

  /** A home of the area is cut off. @returns whose alerts are part of a storm now and were not before, and the storm */
  cutOff(area: string, one: CutOff): { joined: readonly CutOff[]; storm: Storm | undefined } {
    const { outages, joined } = withCutOff(this.#areas.get(area) ?? NO_OUTAGES, one, () => newUlid(one.at))
    this.#areas.set(area, outages)
    const { storm } = outages
    if (storm !== undefined) for (const each of joined) this.#member(storm.id, area, each, false)
    return { joined, storm }
  }

  /** Nobody else is called for it as long as one alert speaks for all of them. */
  leaderOf(storm: string): string | undefined {
    return this.#storms.get(storm)?.leader
  }

  lead(storm: string, alert: string): void {
    const known = this.#storms.get(storm)
    if (known !== undefined) known.leader = alert
  }

  membersOf = (storm: string): string[] => [...(this.#storms.get(storm)?.members.keys() ?? [])]

  /** An alert is resolved. @returns who speaks for the others now, if it was this one */
  gone({ id, storm }: Alert): string | undefined {
    const known = storm && this.#storms.get(storm.id)
    if (storm === undefined || known === undefined) return undefined
    known.members.delete(id)
    if (known.leader !== id) return undefined
    known.leader = [...known.members.keys()][0]
    if (known.leader === undefined) this.#storms.delete(storm.id)
    return known.leader
  }

  #member(storm: string, area: string, one: CutOff, leads: boolean): void {
    const known = this.#storms.get(storm) ?? { area, members: new Map<string, CutOff>(), leader: undefined }
    known.members.set(one.alert, one)
    if (leads) known.leader = one.alert
    this.#storms.set(storm, known)
  }
}

/** The alert, of the same version, as a member of a storm, or as the one that speaks for it. */
export function grouped(alert: Alert, { id, since }: Storm, leads: boolean, now: Milliseconds): Alert {
  const event: AlertEvent = { at: isoTime(now), event: 'grouped' }
  return noted({ ...alert, storm: { id, since: isoTime(since), leads } }, [event])
}

/** The one that speaks for a storm says how large it has become; undefined if that is not worth another word. */
export function withStormWords(leader: Alert, storm: Storm, now: Milliseconds): Alert | undefined {
  const homes = worthSaying(homesOf(storm))
  if (homes === undefined) return undefined
  const words = stormWords(homes, storm.since)
  const event: AlertEvent = { at: isoTime(now), event: 'grew', rule: leader.rule }
  return nextVersion(leader, { words, title: words.en.title }, [event])
}

/** Whether somebody else is called for it. */
export const isHeld = ({ storm, status }: Alert): boolean => storm?.leads === false && status === 'open'
