/** A query with its values, and milliseconds for its answer where the usual time does not do. */
export interface SqlQuery {
  readonly text: string;
  readonly values?: unknown[];
  readonly query_timeout?: number;
}

/** What a coordinator uses of a connection of the package `pg`. */
export interface SqlClient {
  query(query: string | SqlQuery): Promise<{ readonly rows: readonly unknown[] }>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'notification', listener: (notification: { readonly payload?: string | undefined }) => void): unknown;
  once(event: 'end', listener: () => void): unknown;
  /** Says goodbye, and waits until the connection has ended, which takes minutes behind a silent cut. */
  end(): Promise<void>;
  readonly connection: {
    readonly stream: {
      /** Ends the connection at once. */
      destroy(): unknown;
    };
  };
}

/** A connection of a pool. */
export interface PooledClient extends SqlClient {
  /** @param destroy whether nobody can use it any more */
  release(destroy?: boolean): void;
}

/** What a coordinator uses of a pool of `pg`. */
export interface SqlPool {
  connect(): Promise<PooledClient>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'connect', listener: (client: SqlClient) => void): unknown;
  end(): Promise<void>;
}

/** How connections to a server are made: by `pg`, or by a simulation. */
export interface Driver {
  /** Opens a connection for one purpose. It is closed if it cannot be opened. */
  open(): Promise<SqlClient>;
  /** Connections that several calls share. @param most their number at most */
  pool(most: number): SqlPool;
}
