/** The server's door: what the command line, the tests and the bench may use of it. */
export { type ServerConfig, serverConfig } from './config.ts'
export { lockFolder } from './database/folder-lock.ts'
export { openDatabase } from './database/open.ts'
export { type Hub, startHub } from './hub.ts'
export { staffStore } from './identity/staff-store.ts'
export { runServer, serverLog } from './main.ts'
export { type NewHome, type ProvisionedGateway, provision } from './patients/provision.ts'
export { ulidFromBytes } from './readings/ulid-bytes.ts'
