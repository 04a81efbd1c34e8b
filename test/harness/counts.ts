/** How often a fault is played: a few times in every run, many when `npm run faults -- --full` asks for it. */
export const count = (usually: number, full: number): number =>
  process.env.KOTISILTA_FAULTS === 'full' ? full : usually
