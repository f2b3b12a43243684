/** Where the parts of one running site are. */
export interface SiteAddresses {
  /** The origin the site believes it has. */
  readonly authUrl: string
  readonly googleUrl: string
  readonly databaseUrl: string
  /** A migrated and seeded database that nobody writes to: `CREATE DATABASE … TEMPLATE` copies it in no time. */
  readonly templateDatabase: string
  readonly authSecret: string
  readonly clientId: string
  readonly clientSecret: string
  /** Postgres' log with every statement. */
  readonly statementLogFile: string
  readonly logFolder: string
}

/** The stack of the suites that look at more than one process; `authUrl` is every replica's. Handed to every test. */
export interface StackAddresses extends SiteAddresses {
  /** Two processes of one production build, on one database. Requests may go to any replica's own address. */
  readonly replicaUrls: readonly [string, string]
  /** The same site built without middleware.ts. */
  readonly noMiddlewareUrl: string
}
