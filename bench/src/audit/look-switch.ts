import { LooksOnTheirWay } from '@kotisilta/server'

/** Leaves looks out of the access log, in this process and for a comparison alone: there is no such switch in the server. */
export function lookSwitch(): { log(on: boolean): void; restore(): void } {
  const { write } = LooksOnTheirWay.prototype
  let on = true
  LooksOnTheirWay.prototype.write = function (this: LooksOnTheirWay, ...look) {
    return on ? write.apply(this, look) : Promise.resolve()
  }
  return {
    log(whether) {
      on = whether
    },
    restore() {
      LooksOnTheirWay.prototype.write = write
    },
  }
}
