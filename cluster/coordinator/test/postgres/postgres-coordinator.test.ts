import { afterAll, beforeAll, describe } from 'vitest';
import { installedPostgres } from '../../../../sdk/data/test/store/postgres-server.js';
import { coordinatorSuite } from '../suite/coordinator-suite.js';
import { SharedDatabase } from './shared-database.js';

// On the CI machine they must run: there, a missing server makes them fail.
const skipped = installedPostgres() === undefined && process.env['CI'] === undefined;

const why = skipped ? ': skipped, because none is installed in /usr/lib/postgresql' : '';

describe.skipIf(skipped)(`with a PostgreSQL server${why}`, () => {
  let server: SharedDatabase;

  beforeAll(async () => {
    server = await SharedDatabase.start();
  });

  afterAll(() => server.stop());

  coordinatorSuite({
    kind: 'a coordinator in PostgreSQL',
    open: (clock) => server.coordinator(clock),
    close: async () => undefined,
  });
});
