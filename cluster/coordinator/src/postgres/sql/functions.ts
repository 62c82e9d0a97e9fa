import { JOB_FUNCTIONS } from './job-functions.js';
import { LEADER_FUNCTIONS } from './leader-functions.js';
import { MEMBER_FUNCTIONS } from './member-functions.js';
import { SHARED_FUNCTIONS } from './shared-functions.js';
import { ANYBODY, type SqlFunction } from './sql-function.js';

/** All functions of the schema. */
export const FUNCTIONS: readonly SqlFunction[] = [
  {
    signature: 'format()',
    returns: 'integer',
    body: 'BEGIN RETURN (SELECT format FROM meta); END',
    roles: ANYBODY,
  },
  ...SHARED_FUNCTIONS,
  ...MEMBER_FUNCTIONS,
  ...JOB_FUNCTIONS,
  ...LEADER_FUNCTIONS,
];
