/**
 * The gateway's one database file. `PRAGMA user_version` holds the number of the last step taken.
 *
 * item: what waits to be acknowledged by the server, in order of arrival; `crc` is the CRC-32 of its body, because
 * SQLite does not notice a value that has changed on a worn card.
 * message: which items (`first` to `last` of the lane) were bound together under which `seq`.
 * meta: the outbox's epoch, the next `seq` of each lane, counters, the last configuration, and what is remembered of devices
 * (`counter <device>`, `records <device>`), and `time`, when the time was last known.
 * command: the last commands of the server, each with its result as JSON, so that none is done twice.
 * bad_frame: the last frames that could not be decoded, with how often each device has sent such.
 */
export const SCHEMA_STEPS: readonly string[] = [
  `CREATE TABLE item (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     lane TEXT NOT NULL,
     importance INTEGER NOT NULL,
     body TEXT NOT NULL,
     crc INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX item_lane ON item (lane, id);
   CREATE INDEX item_importance ON item (importance, id);
   CREATE TABLE message (
     lane TEXT NOT NULL,
     seq INTEGER NOT NULL,
     first INTEGER NOT NULL,
     last INTEGER NOT NULL,
     PRIMARY KEY (lane, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE bad_frame (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at TEXT NOT NULL,
     device TEXT NOT NULL,
     source TEXT NOT NULL,
     code TEXT NOT NULL,
     bytes BLOB NOT NULL
   ) STRICT;`,
  `CREATE TABLE command (id TEXT PRIMARY KEY, at INTEGER NOT NULL, result TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
]
