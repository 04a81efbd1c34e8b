/** What was asked of a gateway, and what became of it. `ended_at`: from then on its status is the last word. */
export interface HomeCommandTable {
  id: string
  gateway: string
  patient: string | null
  /** The staff's task that it was sent for. */
  task: string | null
  command: string
  /** JSON; the command's own schema in contract/home-command.ts. */
  args: string
  status: string
  code: string | null
  device: string | null
  by: string | null
  by_name: string | null
  created_at: number
  sent_at: number | null
  ended_at: number | null
  expires_at: number
}
